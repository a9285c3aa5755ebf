"""Counts over a register by town: how many records, how many in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.lists.page import asked_rows
from zhaohui.county.lists.state import ListState
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import listed, visible_to
from zhaohui.county.registers.record_list import record_list
from zhaohui.packs.schema.register_files import RegisterRow

READ = "record.read"
TOWN_DIGITS = 9
MOST_POINTS = 500
MOST_COUNTED = 10_000
PERFECT = 100


@dataclass(frozen=True)
class Office:
    """A town's part of a register: records, those that break a rule, those past their review."""

    code: str
    records: int
    faulty: int
    overdue: int
    in_order: int

    @property
    def score(self) -> int:
        """How many of a hundred records are in order, rounded down: a hundred means all of them."""
        return self.in_order * PERFECT // self.records if self.records else PERFECT


@dataclass(frozen=True)
class Coverage:
    """In how many of the towns and villages of the actor's range something of a register lies."""

    towns: int
    of_towns: int
    villages: int
    of_villages: int

    @property
    def village_share(self) -> int:
        """Of a hundred villages, those that have one, rounded down."""
        return self.villages * PERFECT // self.of_villages if self.of_villages else 0


def coverage(actor: Actor, register: RegisterRow, state: ListState) -> Coverage | None:
    """Return where the asked records of a register of places lie; None for any other register."""
    if register.subject != "place":
        return None
    rows = asked_rows(record_list(register.id), actor, state).order_by()
    codes = set(rows.values_list("area", flat=True).distinct())
    pack, ranges = current_pack(), actor.ranges(READ)

    def mine(areas: Iterable[str]) -> set[str]:
        return {code for code in areas if any(low <= code < high for low, high in ranges)}

    towns, villages = mine(t.code for t in pack.towns), mine(v.code for v in pack.villages)
    return Coverage(
        towns=len(towns & {code[:TOWN_DIGITS] for code in codes}),
        of_towns=len(towns),
        villages=len(villages & codes),
        of_villages=len(villages),
    )


def by_town(actor: Actor, register: RegisterRow, state: ListState) -> Mapping[str, int]:
    """Return how many of the asked records lie in each town; the county's own under its code."""
    rows = asked_rows(record_list(register.id), actor, state)
    found = grouped_by_town(rows).annotate(n=Count("pk"))
    return {each["town"]: each["n"] for each in found.order_by("town")}


def points(actor: Actor, register: RegisterRow, state: ListState) -> list[tuple[float, float]]:
    """Return the coordinates (WGS84) of asked records, at most five hundred."""
    rows = asked_rows(record_list(register.id), actor, state).filter(lon__isnull=False)
    return list(rows.order_by("pk").values_list("lon", "lat")[:MOST_POINTS])


def offices(actor: Actor, register: RegisterRow) -> list[Office]:
    """Return the quality of each town's records in the actor's range."""
    faulty = Q(fault_count__gt=0)
    overdue = Q(review_due__lt=county_today())
    found = grouped_by_town(listed(actor, register)).annotate(
        records=Count("pk"),
        faulty=Count("pk", filter=faulty),
        overdue=Count("pk", filter=overdue),
        wrong=Count("pk", filter=faulty | overdue),
    )
    return [
        Office(r["town"], r["records"], r["faulty"], r["overdue"], r["records"] - r["wrong"])
        for r in found.order_by("town")
    ]


def by_register(actor: Actor) -> dict[str, tuple[int, int, int]]:
    """Return by register how many records are in reach, break a rule of quality, are past their review."""
    here = in_scope(actor, READ, village="area", town="")  # as `listed` has it: the index serves it
    rows = visible_to(actor, READ).filter(here, merged_into=None)
    found = (
        rows.order_by()
        .values("register")
        .annotate(
            n=Count("pk"),
            faulty=Count("pk", filter=Q(fault_count__gt=0)),
            overdue=Count("pk", filter=Q(review_due__lt=county_today())),
        )
    )
    return {each["register"]: (each["n"], each["faulty"], each["overdue"]) for each in found}


def broken_counts(actor: Actor, register: RegisterRow) -> dict[str, int]:
    """Return how many records break each quality rule, over the first ten thousand that break any."""
    found: dict[str, int] = {}
    rows = listed(actor, register).filter(fault_count__gt=0).order_by("area", "pk")
    for faults in rows.values_list("faults", flat=True)[:MOST_COUNTED]:
        for rule in faults:
            found[rule] = found.get(rule, 0) + 1
    return found


def totals() -> dict[str, tuple[int, int]]:
    """Return by register how many records it has and how many break a rule; for the command line."""
    rows = Record.objects.filter(merged_into=None).order_by().values("register")
    found = rows.annotate(n=Count("pk"), faulty=Count("pk", filter=Q(fault_count__gt=0)))
    return {each["register"]: (each["n"], each["faulty"]) for each in found}


def public_counts(rows: QuerySet[Record]) -> Mapping[str, int]:
    """Return how many of the rows that anybody may see lie in each town."""
    found = grouped_by_town(rows).annotate(n=Count("pk"))
    return {each["town"]: each["n"] for each in found.order_by("town")}


def grouped_by_town(rows: QuerySet[Any]) -> Any:
    """Return rows as groups by town, to be counted or added up."""
    return rows.order_by().annotate(town=Substr("area", 1, TOWN_DIGITS)).values("town")
