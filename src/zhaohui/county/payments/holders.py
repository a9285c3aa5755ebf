"""Who holds a benefit in a month, how much was awarded, and what the ledger says beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhaohui.county.entitlements import holding_queries as entitlements
from zhaohui.county.payments.months import last_day
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


def holders_of(rule: RuleRow, month: dt.date) -> list[Holder]:
    """Return who holds the benefit in the month or ended since the first month run here."""
    held = list(entitlements.holdings_until(rule.id, last_day(month)))
    homes = registry.places_of(row["person_id"] for row in held)
    stands = entitlements.standing_of(rule.id)
    by_home = {row["household_id"]: row for row in stands.values()}
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
        found.append(_holder(row, place.area, stand))
    return found


def _holder(row: Mapping[str, Any], area: str | None, stand: Mapping[str, Any] | None) -> Holder:
    ledger = stand["amount_fen"] if stand and stand["status"] == Status.YES else None
    awarded = row["amount_fen"]
    return Holder(
        person=row["person_id"],
        area=area,
        since=row["since"],
        until=row["until"],
        amount_fen=ledger if awarded is None else awarded,
        ledger_fen=ledger,
        why=tuple(_why(awarded, stand)),
    )


def _why(awarded: int | None, stand: Mapping[str, Any] | None) -> Iterator[str]:
    yield "ledger" if awarded is None else "award"
    flag = FLAGS.get(State(stand["state"])) if stand else None
    if flag:
        yield flag
