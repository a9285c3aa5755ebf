"""Workload 工作量: how many open cases each officer has, by the clock's colour; how to share them out evenly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import User
from zhaohui.county.cases.clocks import Colour, clock_of
from zhaohui.county.cases.colleagues import ASSIGN, Colleague, colleagues, orphans, within_reach
from zhaohui.county.cases.models import Case, CaseState, Decision
from zhaohui.county.cases.queries import visible_to
from zhaohui.packs.pack import Pack

COLOURS: tuple[Colour, ...] = ("red", "amber", "green", "still", "none")
# An officer has work with these; before, a case waits for whoever accepts it.
WORK = (
    CaseState.ACCEPTED,
    CaseState.IN_REVIEW,
    CaseState.PAUSED,
    CaseState.PUBLICITY,
    CaseState.PROPOSED,
    CaseState.DECIDED,
    CaseState.APPEALED,
)
MOST_MOVES = 200


@dataclass
class Load:
    """An officer (None: nobody yet) with the number of open cases by colour."""

    officer: Colleague | None
    by_colour: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.by_colour.values())

    @property
    def counts(self) -> list[int]:
        """The numbers in the order of the colours."""
        return [self.by_colour.get(colour, 0) for colour in COLOURS]


@dataclass(frozen=True)
class Move:
    """A case that goes from one officer (None: nobody) to another."""

    case: Case
    before: int | None
    to: Colleague


def work_of(actor: Actor) -> QuerySet[Case]:
    """Return the open cases that the actor may assign."""
    return visible_to(actor, ASSIGN).filter(state__in=WORK)


def loads(actor: Actor, pack: Pack, today: dt.date) -> list[Load]:
    """Return the load of each colleague, fullest first, then of nobody; what others hold is theirs."""
    officers = colleagues(actor, pack, today)
    found: dict[int | None, Load] = {each.user_id: Load(each) for each in officers}
    found[None] = Load(None)
    rows = work_of(actor).values("handler", "state", "due_on", "accept_by")
    for row in rows.annotate(count=Count("pk")).order_by():
        case = Case(state=row["state"], due_on=row["due_on"], accept_by=row["accept_by"])
        colour = clock_of(case, pack, today).colour
        load = found.get(row["handler"])
        if load is None:
            continue
        load.by_colour[colour] = load.by_colour.get(colour, 0) + row["count"]
    return sorted(found.values(), key=lambda load: (load.officer is None, -load.total))


def even_shares(actor: Actor, chosen: Collection[int], pack: Pack, today: dt.date) -> list[Move]:
    """Return moves after which the chosen officers have about as many cases: no row is written.

    First what nobody has or nobody can act on, most urgent first, goes to whoever has least; then from the fullest to
    the emptiest, what is due last and not overdue. Nobody gets a case that her post does not reach
    or in whose earlier rounds she decided.
    """
    officers = [each for each in colleagues(actor, pack, today) if each.user_id in set(chosen)]
    if not officers:
        return []
    reach = {each.user_id: reached_by(actor, each, pack, today) for each in officers}
    cases = list(work_of(actor).select_related("subject").order_by("due_on", "pk"))
    count = {each.user_id: sum(c.handler_id == each.user_id for c in cases) for each in officers}
    lost = set(orphans(pack, today))
    moves: list[Move] = []
    free = [case for case in cases if case.handler_id is None or case.pk in lost]
    held = [case for case in reversed(cases) if case.handler_id in count]
    held = [c for c in held if c.due_on is None or c.due_on >= today]
    for case in free:
        give(case, officers, reach, count, moves)
    for case in held:
        assert case.handler_id is not None
        if count[case.handler_id] - min(count.values()) > 1:
            give(case, officers, reach, count, moves)
    return moves[:MOST_MOVES]


def give(
    case: Case,
    officers: Collection[Colleague],
    reach: dict[int, set[int]],
    count: dict[int, int],
    moves: list[Move],
) -> None:
    """Note a move to the officer who has least among those who can; none where it makes nothing more even."""
    able = [each for each in officers if case.pk in reach[each.user_id]]
    if not able:
        return
    to = min(able, key=lambda each: (count[each.user_id], each.user_id))
    before = case.handler_id if case.handler_id in count else None
    if before is not None and count[before] - count[to.user_id] <= 1:
        return
    if before is not None:
        count[before] -= 1
    count[to.user_id] += 1
    moves.append(Move(case, case.handler_id, to))


def reached_by(actor: Actor, officer: Colleague, pack: Pack, today: dt.date) -> set[int]:
    """Return the cases that an officer may be given."""
    account = User.objects.select_related("officer").get(pk=officer.user_id)
    decided = Decision.objects.exclude(decided_at=None)
    took = decided.filter(proposed_by=account) | decided.filter(decided_by=account)
    rows = work_of(actor).filter(within_reach(account, pack, today))
    refused = rows.filter(steps__name="not_accept", steps__by=account)
    rows = rows.exclude(pk__in=took.values("case")).exclude(pk__in=refused.values("pk"))
    return set(rows.values_list("pk", flat=True))
