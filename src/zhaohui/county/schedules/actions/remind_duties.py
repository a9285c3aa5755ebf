"""The night: tell people of days that are near 提醒, once each, by inbox and, who wishes it, by SMS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.record import record
from zhaohui.county.outreach.actions.send_notices import Notice, send_notices
from zhaohui.county.outreach.models import Channel, ContactStop, ContactWish
from zhaohui.county.schedules.models import Duty, DutyState, Place
from zhaohui.engines.rules.calendar import years_between
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.schedules import DutyRow, ScheduleRow

OCCASION = "duty_reminder"
ADULT = 18  # Civil Code art. 17
AT_ONCE = 500


def remind_duties(actor: Actor, pack: Pack) -> int:
    """Put reminders into the outbox and return how many duties were told of.

    Told is who has an account or wishes an SMS: herself, and where the file says `family` grown-ups
    who live with a child. Nights that were left out make one reminder, not several.
    """
    told = 0
    for row in pack.schedules:
        for duty in row.duties:
            for days in sorted(set(duty.remind_days), reverse=True):
                told += _remind(pack, row, duty, days)
    if told:
        with transaction.atomic():
            record(actor, "duty.remind", purpose="随访提醒", change={"duties": told})
    return told


def _remind(pack: Pack, row: ScheduleRow, duty: DutyRow, days: int) -> int:
    today = county_today()
    near = today + dt.timedelta(days=days)
    rows = Duty.objects.filter(
        Q(reminded=None) | Q(reminded__lt=F("due") - dt.timedelta(days=days)),
        schedule=row.id,
        duty=duty.id,
        state=DutyState.DUE,
        due__gte=today,
        due__lte=near,
    )
    found = list(_reachable(rows, row).order_by("pk"))
    for start in range(0, len(found), AT_ONCE):
        part = found[start : start + AT_ONCE]
        with transaction.atomic():
            send_notices(pack, [n for each in part for n in _notices(row, duty, each, days)])
            Duty.objects.filter(pk__in=[each.pk for each in part]).update(reminded=today)
    return len(found)


def _reachable(rows: QuerySet[Duty], row: ScheduleRow) -> QuerySet[Duty]:
    """Keep the duties of which somebody can be told."""
    own = User.objects.filter(person=OuterRef("person_id"), is_active=True)
    wish = ContactWish.objects.filter(
        person_id=OuterRef("person_id"), channel=Channel.SMS, is_wanted=True
    )
    reached = Q(Exists(own)) | Q(Exists(wish))
    if row.family:
        home = User.objects.filter(person__living=OuterRef("person__living"), is_active=True)
        reached |= Q(Exists(home))
    stopped = ContactStop.objects.filter(person_id=OuterRef("person_id"))
    return rows.filter(reached, ~Exists(stopped)).select_related("person")


def _notices(row: ScheduleRow, duty: DutyRow, each: Duty, days: int) -> Iterator[Notice]:
    person = each.person
    if person is None:
        return
    today = county_today()
    is_child = person.birth_date is not None and years_between(person.birth_date, today) < ADULT
    receivers = _grown_ups(person.living_id, today) if is_child and row.family else [person.pk]
    for receiver in receivers:
        yield Notice(
            key=f"duty-{each.pk}-{each.due:%Y%m%d}-{days}-{receiver}",
            duty_id=each.pk,
            person_id=receiver,
            occasion=OCCASION,
            values={
                "事项": duty.name,
                "日子": f"{each.due.year}年{each.due.month}月{each.due.day}日",
                "怎样办": HOW[duty.how],
                "给谁": "您家孩子" if receiver != person.pk else "您",
            },
            at=timezone.now(),
        )


HOW: dict[str, str] = {
    Place.HOME: "工作人员会上门。",
    Place.PHONE: "工作人员会打电话。",
    Place.DESK: "请到办的地方去，去前可以先问一声。",
    Place.FORM: "工作人员会来评估。",
}


def _grown_ups(living: int, today: dt.date) -> list[int]:
    rows = User.objects.filter(person__living=living, is_active=True)
    found = rows.exclude(person__birth_date=None).order_by("person_id")
    return [
        pk
        for pk, born in found.values_list("person_id", "person__birth_date")
        if born is not None and years_between(born, today) >= ADULT
    ]
