"""Alerts and readings that an actor may see, filtered in SQL by her ranges and her department."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Substr
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.queries import department_of
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.signals.models import (
    OPEN,
    Alert,
    LevelChange,
    Reading,
    SignalRun,
    Verdict,
)
from zhaohui.county.signals.states import ACT, READ
from zhaohui.engines.warning import Record
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import SignalRow

TOWN_DIGITS = 9
MOST_OF_A_PERSON = 20


def signal_named(name: str) -> SignalRow:
    """Return the signal of the pack; NotVisible where there is none."""
    found = next((row for row in current_pack().signals if row.id == name), None)
    if found is None:
        raise NotVisible
    return found


def signals_for(actor: Actor, pack: Pack) -> list[SignalRow]:
    """Return the signals of the actor's department; of all where hers is no signal's (a town's office)."""
    own = department_of(actor)
    mine = [row for row in pack.signals if row.department == own]
    return mine or list(pack.signals)


def visible_to(actor: Actor, action: str = READ) -> QuerySet[Alert]:
    """Return the alerts in the actor's range and of her department.

    About people, where she lives today decides, not where she lived when it was raised.
    """
    home = Coalesce("person__village", "person__town", "area")
    rows = Alert.objects.annotate(lies_in=Case(When(person=None, then=F("area")), default=home))
    reach = in_scope(actor, action, village="lies_in", town="")
    if actor.kind == "system":
        return rows
    mine = [row.id for row in signals_for(actor, current_pack())]
    return rows.filter(reach, signal__in=mine)


def alert_visible_to(actor: Actor, action: str, pk: int) -> Alert:
    """Return one alert; NotVisible where there is none or it is out of reach, which look the same."""
    found = visible_to(actor, action).filter(pk=pk).select_related("person", "task").first()
    if found is None:
        raise NotVisible
    return found


def locked(actor: Actor, pk: int) -> Alert:
    """Return one alert that the actor may act on, locked; NotVisible for any other."""
    row = Alert.objects.select_for_update(of=("self",)).select_related("person").filter(pk=pk)
    found = row.first()
    if found is None or not visible_to(actor, ACT).filter(pk=pk).exists():
        raise NotVisible
    require_post(actor, signal_named(found.signal), found.place or found.area)
    return found


def acting_posts(pack: Pack, row: SignalRow) -> tuple[str, ...]:
    """Return the posts that may act on a signal's alerts: the one its plan names, and those above it."""
    order = ("village", "town", "district")
    acting = {each.post for each in pack.policy if each.action == ACT}
    level = {post.post: order.index(post.level) for post in pack.posts if post.post in acting}
    least = level.get(row.plan.post, 0)
    above = [post for post, height in level.items() if height > least]
    return (row.plan.post, *above)


def may_act(actor: Actor, row: SignalRow, area: str) -> bool:
    """Say whether one of the actor's posts may act on a signal's alert in this place."""
    if actor.kind == "system":
        return True
    posts = acting_posts(current_pack(), row)
    own = [grant for grant in actor.grants_for(ACT) if grant.post in posts]
    return any(grant.low <= area < grant.high for grant in own)


def require_post(actor: Actor, row: SignalRow, area: str) -> None:
    """Raise NotVisible unless `may_act`."""
    if not may_act(actor, row, area):
        raise NotVisible


def changes_of(actor: Actor, alert: Alert) -> list[LevelChange]:
    """Return an alert's changes of level, newest first; none where the actor may not see it."""
    rows = LevelChange.objects.filter(alert=alert, alert__in=visible_to(actor).order_by())
    return list(rows.order_by("-pk"))


def standing_by_signal(actor: Actor) -> dict[str, tuple[int, int]]:
    """Return by signal the alerts in reach that have not ended: how many, and how many past their term."""
    late = Count("pk", filter=Q(due_at__lt=timezone.now()))
    rows = visible_to(actor).filter(state__in=OPEN).order_by().values("signal")
    found = rows.annotate(n=Count("pk"), late=late)
    return {each["signal"]: (each["n"], each["late"]) for each in found}


def records_of(signals: Collection[str]) -> dict[str, Record]:
    """Return by signal how many alerts were raised and what officers found, over the whole county.

    Counts alone, nothing of anybody. What ended by itself has no verdict and is no part of it.
    """
    rows = Alert.objects.filter(signal__in=signals).order_by().values("signal")
    counted = rows.annotate(
        raised=Count("pk"),
        true=Count("pk", filter=Q(verdict=Verdict.TRUE)),
        false=Count("pk", filter=Q(verdict=Verdict.FALSE)),
        unknown=Count("pk", filter=Q(verdict=Verdict.UNKNOWN)),
    )
    return {
        each["signal"]: Record(
            raised=each["raised"],
            true=each["true"],
            false=each["false"],
            unknown=each["unknown"],
        )
        for each in counted
    }


def last_runs() -> Mapping[str, SignalRun]:
    """Return each signal's last look."""
    newest = SignalRun.objects.filter(signal=OuterRef("signal")).order_by("-on").values("pk")[:1]
    rows = SignalRun.objects.filter(pk=Subquery(newest))
    return {row.signal: row for row in rows}


def open_counts(actor: Actor) -> dict[str, int]:
    """Return by signal how many open alerts the actor may see."""
    rows = visible_to(actor).filter(state__in=OPEN).order_by().values("signal")
    return {each["signal"]: each["n"] for each in rows.annotate(n=Count("pk"))}


@dataclass(frozen=True)
class TownCount:
    """A town's open alerts by severity, 0 blue to 3 red, and how many of them are past their term."""

    code: str
    by_severity: tuple[int, int, int, int]
    overdue: int


def counts_by_town(actor: Actor, *, signal: str = "") -> list[TownCount]:
    """Return the open alerts in the actor's range by town; those of the county under its own code.

    One query.
    """
    rows = visible_to(actor).filter(state__in=OPEN).order_by()
    if signal:
        rows = rows.filter(signal=signal)
    marks = {f"s{n}": Count("pk", filter=Q(severity=n)) for n in range(4)}
    late = Count("pk", filter=Q(due_at__lt=timezone.now()))
    found = rows.annotate(town=Substr("lies_in", 1, TOWN_DIGITS)).values("town")
    counted = found.annotate(**marks, late=late).order_by("town")
    names = ("town", *marks, "late")
    return [
        TownCount(town, (blue, yellow, orange, red), late)
        for town, blue, yellow, orange, red, late in counted.values_list(*names)
    ]


def open_alerts_of(actor: Actor, person_id: int, household_ids: Collection[int]) -> list[Alert]:
    """Return the open alerts about a person or her households that the actor may see, worst first."""
    subjects = [f"p:{person_id}", *(f"h:{each}" for each in household_ids)]
    rows = visible_to(actor).filter(subject__in=subjects, state__in=OPEN)
    return list(rows.order_by("-severity", "pk")[:MOST_OF_A_PERSON])


def alerts_of_task(actor: Actor, task_id: int) -> list[Alert]:
    """Return the alerts that a task is about, as far as the actor may see them, at most a hundred."""
    rows = visible_to(actor).filter(task=task_id)
    return list(rows.order_by("-severity", "pk")[:100])


def readings_of(actor: Actor, row: SignalRow) -> QuerySet[Reading]:
    """Return the current readings of a signal in the actor's range."""
    reach = in_scope(actor, READ, village="area", town="")
    if actor.kind != "system" and row not in signals_for(actor, current_pack()):
        raise NotVisible
    return Reading.objects.filter(reach, signal=row.id, is_current=True)


def corrections_of(actor: Actor, row: SignalRow, area: str, item: str) -> list[Reading]:
    """Return every reading that was entered for a series, newest first, corrected ones too."""
    rows = Reading.objects.filter(signal=row.id, area=area, item=item, is_current=False)
    reach = in_scope(actor, READ, village="area", town="")
    return list(rows.filter(reach).order_by("-pk")[:50])
