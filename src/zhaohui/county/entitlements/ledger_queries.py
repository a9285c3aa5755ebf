"""What the pages read of the standing ledger: counts in an officer's reach, lists, one person's rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Sum

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.entitlements.models import Finding, FindingPast, LedgerCell, RuleNumber
from zhaohui.county.registry import queries as registry
from zhaohui.engines.ledger import State

PAGE_ROWS = 20
WANTING = (State.MISSING, State.OVER, State.DIFFERS, State.CONFLICTING)  # somebody must act
Key = tuple[str, int]
FIRST: Key = ("", 0)


@dataclass
class StateCounts:
    """One rule's rows by state; money in fen: what is due to those who miss it, paid to those who should not."""

    rule: str
    rows: dict[State, int] = field(default_factory=lambda: defaultdict(int))
    missing_fen: int = 0
    over_fen: int = 0

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
    cells = cells_visible_to(actor).filter(area__startswith=area)
    rows = cells.order_by().values("rule_number", "state")
    sums = rows.annotate(n=Sum("n"), due=Sum("amount_fen"), held=Sum("held_fen"))
    ids = rule_ids()
    found: dict[str, StateCounts] = {}
    for row in sums:
        rule = ids.get(row["rule_number"], "")
        counts = found.setdefault(rule, StateCounts(rule))
        state = State(row["state"])
        counts.rows[state] += row["n"]
        counts.missing_fen += row["due"] if state == State.MISSING else 0
        counts.over_fen += row["held"] if state == State.OVER else 0
    return found


def wanting_in_reach(actor: Actor) -> int:
    """Return how many rows in reach somebody must act on: missing, wrongly held, differing, in conflict."""
    cells = cells_visible_to(actor).filter(state__in=WANTING)
    return cells.aggregate(n=Sum("n"))["n"] or 0


def rule_ids() -> dict[int, str]:
    """Return the rules' ids by number."""
    return dict(RuleNumber.objects.values_list("number", "rule"))


def ledger_page(
    actor: Actor, *, rule: str, state: State, area: str = "", after: Key = FIRST
) -> LedgerPage:
    """Return a page of people in `person.list` reach with this state of a rule, by place."""
    number = RuleNumber.objects.filter(rule=rule).values_list("number", flat=True).first()
    rows = Finding.objects.filter(rule_number=number or 0, state=state, area__isnull=False)
    rows = rows.filter(in_scope(actor, "person.list", village="area", town=""))
    if area:
        rows = rows.filter(area__startswith=area)
    if after != FIRST:
        place, person = after
        rows = rows.filter(Q(area__gt=place) | Q(area=place, person_id__gt=person))
    found = list(rows.order_by("area", "person_id")[: PAGE_ROWS + 1])
    last = found[PAGE_ROWS - 1] if len(found) > PAGE_ROWS else None
    return LedgerPage(found[:PAGE_ROWS], (last.area or "", last.person_id) if last else None)


@dataclass(frozen=True)
class PersonLedger:
    """A person's rows that stand, and those that stood, newest first; her households' rules count as hers."""

    now: Sequence[Finding]
    past: Sequence[FindingPast]


def person_ledger(actor: Actor, person: int) -> PersonLedger:
    """Return what the ledger says and said of one person; NotVisible where `person.read` does not reach her."""
    registry.person_visible_to(actor, "person.read", person)
    now = Finding.objects.filter(person_id=person).order_by("rule_number")
    past = FindingPast.objects.filter(person_id=person).order_by("-until", "rule_number")
    return PersonLedger(list(now), list(past))


def believed_on(ledger: PersonLedger, day: dt.date) -> list[Finding | FindingPast]:
    """Return the rows that stood on a day."""
    rows: list[Finding | FindingPast] = [row for row in ledger.now if row.since <= day]
    rows += [row for row in ledger.past if row.since <= day < row.until]
    return sorted(rows, key=lambda row: row.rule_number)
