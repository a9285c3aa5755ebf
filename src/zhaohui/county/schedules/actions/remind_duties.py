"""The night: tell people of days that are near 提醒, once each, by inbox and, who wishes it, by SMS."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import User
from zhaohui.county.audit.record import record
from zhaohui.county.outreach.actions.send_notices import Notice, send_notices
from zhaohui.county.outreach.models import Channel, ContactStop, ContactWish
from zhaohui.county.registry.grown_up import is_minor
from zhaohui.county.schedules.models import Duty, DutyState, Place
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.schedules import DutyRow, ScheduleRow

OCCASION = "duty_reminder"
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
        grown = _grown_ups({each.person.living_id for each in part if each.person})
        with transaction.atomic():
            notices = [n for each in part for n in _notices((row, duty), each, days, grown)]
            send_notices(pack, notices)
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


def _notices(
    what: tuple[ScheduleRow, DutyRow], each: Duty, days: int, grown: Mapping[int, list[int]]
) -> Iterator[Notice]:
    person, (row, duty) = each.person, what
    if person is None:
        return
    is_child = row.family and is_minor(person.birth_date, county_today())
    receivers = grown.get(person.living_id, []) if is_child else [person.pk]
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


def _grown_ups(homes: Collection[int]) -> dict[int, list[int]]:
    """Return by living household the grown-ups with an account."""
    rows = User.objects.filter(person__living__in=homes, is_active=True).order_by("person_id")
    found: dict[int, list[int]] = {}
    for pk, home, born in rows.values_list("person", "person__living", "person__birth_date"):
        if pk and home and is_minor(born, county_today()) is False:
            found.setdefault(home, []).append(pk)
    return found
