"""Who holds a benefit in a month, how much was awarded, and what the ledger says beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from zhaohui.county.entitlements import holding_queries as entitlements
from zhaohui.county.registry import queries as registry
from zhaohui.engines.ledger import State, Status
from zhaohui.packs.schema.rules import RuleRow

FLAGS = {
    State.OVER: "over",
    State.DIFFERS: "differs",
    State.CONFLICTING: "conflicting",
    State.NEEDS_EVIDENCE: "unknown",
}


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A holder: since when, until when, the amount that is paid (None: unknown) and why that one."""

    person: int
    area: str | None
    since: dt.date | None
    until: dt.date | None
    amount_fen: int | None
    ledger_fen: int | None
    why: tuple[str, ...]


def holders_of(rule: RuleRow, last: dt.date, people: Collection[int] | None = None) -> list[Holder]:
    """Return who holds the benefit, begun by the `last` day, and who held it; with `people`, of these alone."""
    held = list(entitlements.holdings_until(rule.id, last, people))
    homes = registry.places_of(row["person_id"] for row in held)
    among = None
    if people is not None and rule.subject == "person":
        among = Q(person_id__in=people)
    elif people is not None:
        homes_of = {home for place in homes.values() for home in (place.living, place.registered)}
        among = Q(household_id__in=homes_of)
    stands = entitlements.standing_of(rule.id, among)
    by_home = {row["household_id"]: row for row in stands.values()}
    decided = entitlements.decided_holders(rule.id)
    found = []
    for row in held:
        person = row["person_id"]
        place = homes.get(person)
        if place is None:
            continue
        if rule.subject == "household":
            home = place.living if rule.group == "living" else place.registered
            stand = by_home.get(home)
        else:
            stand = stands.get(person)
        found.append(_holder(row, place.area, stand, is_decided=person in decided))
    return found


def _holder(
    row: Mapping[str, Any], area: str | None, stand: Mapping[str, Any] | None, *, is_decided: bool
) -> Holder:
    ledger = stand["amount_fen"] if stand and stand["status"] == Status.YES else None
    awarded = row["amount_fen"]
    return Holder(
        person=row["person_id"],
        area=area,
        since=row["since"],
        until=row["until"],
        amount_fen=ledger if awarded is None else awarded,
        ledger_fen=ledger,
        why=tuple(_why(awarded, ledger, stand, is_decided=is_decided)),
    )


def _why(
    awarded: int | None, ledger: int | None, stand: Mapping[str, Any] | None, *, is_decided: bool
) -> Iterator[str]:
    yield "ledger" if awarded is None else "award"
    flag = FLAGS.get(State(stand["state"])) if stand else None
    if flag == "differs" and not is_decided and awarded and ledger and awarded < ledger:
        yield "behind"
    elif flag:
        yield flag
