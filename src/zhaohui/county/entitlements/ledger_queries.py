"""What the pages read of the standing ledger: counts in an officer's reach, lists, one person's rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.db.models import Q, QuerySet, Sum

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.catalog.models import PackVersion
from zhaohui.county.entitlements.models import (
    AlikeRule,
    Finding,
    FindingPast,
    LedgerCell,
    Outlook,
    RuleNumber,
)
from zhaohui.county.registry import queries as registry
from zhaohui.engines.ledger import State

PAGE_ROWS = 20
TOWN_DIGITS = 9
WANTING = (State.MISSING, State.OVER, State.DIFFERS, State.CONFLICTING)  # somebody must act
Key = tuple[str, int]
FIRST: Key = ("", 0)
Row = TypeVar("Row", Finding, Outlook)


@dataclass
class StateCounts:
    """Rows by state of a rule or a place (`key`); money in fen: due to those who miss it, wrongly paid."""

    key: str
    rows: dict[State, int] = field(default_factory=lambda: defaultdict(int))
    missing_fen: int = 0
    over_fen: int = 0

    @property
    def covered(self) -> str:
        """Of the entitled, where a list says who holds it, the share on it: 97.2%, rounded down; "" for nobody."""
        on_list = self.rows.get(State.HELD, 0) + self.rows.get(State.DIFFERS, 0)
        entitled = on_list + self.rows.get(State.MISSING, 0)
        if not entitled:
            return ""
        thousandths = on_list * 1_000 // entitled
        return f"{thousandths // 10}.{thousandths % 10}%"

    @property
    def wanting(self) -> int:
        """How many rows somebody must act on."""
        return sum(self.rows[state] for state in WANTING)


@dataclass(frozen=True)
class LedgerPage:
    """Some rows of the ledger, and the key after which the next page starts (None: there is no more)."""

    rows: Sequence[Finding]
    following: Key | None


def cells_visible_to(actor: Actor, action: str = "finding.list") -> QuerySet[LedgerCell]:
    """Return the ledger's counts in the areas that `action` reaches."""
    return LedgerCell.objects.filter(in_scope(actor, action, village="area", town=""))


def counts_by_rule(actor: Actor, *, area: str = "") -> dict[str, StateCounts]:
    """Return every rule's rows by state in reach, and within a town or village where one is named."""
    cells = cells_visible_to(actor).filter(within(area))
    found = _counted(cells, "rule_number", str)
    return {
        rule: replace(found[str(number)], key=rule)
        for number, rules in rules_by_number().items()
        for rule in rules
        if str(number) in found
    }


def counts_by_town(actor: Actor, rule: str) -> dict[str, StateCounts]:
    """Return one rule's rows by town code; key "" where the place is unknown."""
    return _counted(_cells_of(actor, rule), "area", lambda code: code[:TOWN_DIGITS])


def counts_by_village(actor: Actor, rule: str, town: str) -> dict[str, StateCounts]:
    """Return one rule's rows in a town by village code, or the town's where the village is unknown."""
    return _counted(_cells_of(actor, rule).filter(within(town)), "area", str)


def towns_in_reach(actor: Actor) -> set[str]:
    """Return the codes of the towns of which the actor sees any count."""
    found = cells_visible_to(actor).order_by().values_list("area", flat=True).distinct()
    return {code[:TOWN_DIGITS] for code in found if code}


def within(area: str) -> Q:
    """Return the condition "in this town or village", which an index can carry; "" is everywhere."""
    if not area:
        return Q()
    following = str(int(area) + 1).zfill(len(area))
    return Q(area__gte=area, area__lt=following)


def _cells_of(actor: Actor, rule: str) -> QuerySet[LedgerCell]:
    return cells_visible_to(actor).filter(rule_number=rule_number(rule))


def _counted(
    cells: QuerySet[LedgerCell], by: str, key_of: Callable[[Any], str]
) -> dict[str, StateCounts]:
    rows = cells.order_by().values(by, "state")
    found: dict[str, StateCounts] = {}
    for row in rows.annotate(rows=Sum("n"), due=Sum("amount_fen"), held=Sum("held_fen")):
        key, state = key_of(row[by]), State(row["state"])
        counts = found.setdefault(key, StateCounts(key))
        counts.rows[state] += row["rows"]
        counts.missing_fen += row["due"] if state == State.MISSING else 0
        counts.over_fen += row["held"] if state == State.OVER else 0
    return found


def total(counts: Iterable[StateCounts]) -> StateCounts:
    """Return the sum."""
    found = StateCounts("")
    for each in counts:
        for state, rows in each.rows.items():
            found.rows[state] += rows
        found.missing_fen += each.missing_fen
        found.over_fen += each.over_fen
    return found


def wanting_in_reach(actor: Actor) -> int:
    """Return how many rows in reach somebody must act on: missing, wrongly held, differing, in conflict."""
    cells = cells_visible_to(actor).filter(state__in=WANTING)
    return cells.aggregate(n=Sum("n"))["n"] or 0


def rules_by_number(day: dt.date | None = None) -> dict[int, list[str]]:
    """Return the ids of the rules that a number's rows speak of: now, or on a day."""
    found = {number: [rule] for number, rule in RuleNumber.objects.values_list("number", "rule")}
    alike = AlikeRule.objects.filter(until=None)
    if day is not None:
        alike = AlikeRule.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day)
    for number, rule in alike.order_by("pk").values_list("number", "rule"):
        found[number].append(rule)
    return found


def numbers_by_rule() -> dict[str, int]:
    """Return each rule's number now."""
    return {rule: number for number, rules in rules_by_number().items() for rule in rules}


def rule_number(rule: str) -> int:
    """Return a rule's number; 0, which no rule has, where the ledger does not know it."""
    return numbers_by_rule().get(rule, 0)


def ledger_page(
    actor: Actor, *, rule: str, state: State, area: str = "", after: Key = FIRST
) -> LedgerPage:
    """Return a page of people in `person.list` reach with this state of a rule, by place."""
    wanted = Finding.objects.filter(rule_number=rule_number(rule), state=state)
    rows, following = cut(listed(wanted, actor, area, after))
    return LedgerPage(rows, following)


def listed(wanted: QuerySet[Row], actor: Actor, area: str, after: Key) -> list[Row]:
    """Return a page and one more of the rows in `person.list` reach, in the order of place and person.

    Rows of an unknown place come first; only who sees the whole county has them.
    """
    reach = in_scope(actor, "person.list", village="area", town="")
    rows = wanted.filter(reach, within(area)).order_by("area", "person_id")
    place, person = after
    found: list[Row] = []
    if not place and not area and actor.everywhere("person.list"):
        found = list(rows.filter(area=None, person_id__gt=person)[: PAGE_ROWS + 1])
    if len(found) <= PAGE_ROWS:
        later = Q(area__gt=place) | Q(area=place, person_id__gt=person) if place else Q()
        known = rows.filter(later, area__isnull=False)
        found += known[: PAGE_ROWS + 1 - len(found)]
    return found


def cut(found: list[Row]) -> tuple[list[Row], Key | None]:
    """Return the rows of a page, and the key after which the next starts."""
    last = found[PAGE_ROWS - 1] if len(found) > PAGE_ROWS else None
    return found[:PAGE_ROWS], (last.area or "", last.person_id) if last else None


@dataclass(frozen=True)
class PersonLedger:
    """A person's rows that stand, and those that stood, newest first; her households' rules count as hers."""

    now: Sequence[Finding]
    past: Sequence[FindingPast]


def person_ledger(actor: Actor, person: int, action: str = "person.read") -> PersonLedger:
    """Return what the ledger says and said of one person; NotVisible where `action` does not reach her."""
    registry.person_visible_to(actor, action, person)
    now = Finding.objects.filter(person_id=person).order_by("rule_number")
    past = FindingPast.objects.filter(person_id=person).order_by("-until", "rule_number")
    return PersonLedger(list(now), list(past))


def believed_on(ledger: PersonLedger, day: dt.date) -> list[Finding | FindingPast]:
    """Return the rows that stood on a day."""
    rows: list[Finding | FindingPast] = [row for row in ledger.now if row.since <= day]
    rows += [row for row in ledger.past if row.since <= day < row.until]
    return sorted(rows, key=lambda row: row.rule_number)


def versions_of(rows: Iterable[Finding | FindingPast]) -> dict[int, PackVersion]:
    """Return the pack's versions under which these rows began, by number."""
    return PackVersion.objects.in_bulk({row.version for row in rows})
