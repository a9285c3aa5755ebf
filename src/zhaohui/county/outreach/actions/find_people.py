"""Turn what the ledger says is missing into contact lines, and close those that it no longer says 找人."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.entitlements.actions.refresh_ledger import last_day
from zhaohui.county.entitlements.errors import NoLedgerError
from zhaohui.county.entitlements.ledger_queries import numbers_by_rule, rules_by_number
from zhaohui.county.entitlements.models import Finding
from zhaohui.county.outreach.models import ContactLine, ContactStop, LineState, Reason, StopWhy
from zhaohui.county.outreach.states import STEPS, step
from zhaohui.engines.ledger import State
from zhaohui.packs.items import given_unasked
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow

AT_ONCE = 500
HELD = (State.HELD, State.DIFFERS)
Key = tuple[int, str]


@dataclass
class Found:
    """What came of it: new lines, those of whom a list now says that they hold it, those that fell away."""

    new: int = 0
    held: int = 0
    lapsed: int = 0
    moved: int = 0


class Wanted(NamedTuple):
    """What a line needs of a finding."""

    area: str | None
    amount_fen: int | None
    is_award: bool


def find_people(actor: Actor, pack: Pack) -> Found:
    """Bring the contact lines to the ledger's day; NoLedgerError where it was never filled.

    A finding that still stands has its one line, whatever came of it: nobody is told twice. Only
    one that ended and came again makes a new line.
    """
    day = last_day()
    if day is None:
        raise NoLedgerError
    with transaction.atomic():
        found = Found()
        standing = dict(_standing(pack, given_unasked(pack, day.as_of)))
        known = {
            (line.person_id, line.rule): line
            for line in ContactLine.objects.select_for_update(of=("self",)).filter(ended_on=None)
        }
        fresh = sorted(standing.keys() - known.keys())
        found.new = _make(fresh, standing, day.as_of, is_synthetic=day.is_synthetic)
        _end(sorted(known.keys() - standing.keys()), known, day.as_of, found)
        found.moved = _follow(standing, known)
        if found != Found():
            record(actor, "outreach.find", subject=("ledger-day", day.pk), change=asdict(found))
    return found


def _standing(pack: Pack, unasked: frozenset[str]) -> Iterator[tuple[Key, Wanted]]:
    """Yield what the ledger says is missing, of the rules for which people are looked for."""
    rules = {rule.id: rule for rule in pack.rules if rule.outreach != "never"}
    numbers = {
        number: [rules[each] for each in ids if each in rules]
        for number, ids in rules_by_number().items()
    }
    wide = [n for n, sought in numbers.items() if any(r.outreach == "entitled" for r in sought)]
    asked = Q(state=State.MISSING, rule_number__in=list(numbers))
    asked |= Q(state=State.ENTITLED, rule_number__in=wide)
    rows = Finding.objects.filter(asked).values_list(
        "person_id", "rule_number", "state", "area", "amount_fen", "needs"
    )
    for person, number, state, area, amount, needs in rows.iterator(chunk_size=5_000):
        for rule in numbers[number]:
            if state == State.MISSING or rule.outreach == "entitled":
                is_award = rule.id in unasked and proves_everything(rule, amount, needs)
                yield (person, rule.id), Wanted(area, amount, is_award)


def proves_everything(rule: RuleRow, amount_fen: int | None, needs: int) -> bool:
    """Say whether nothing is open, so that her yes would be enough."""
    return needs == 0 and (rule.amount is None or amount_fen is not None)


def _make(
    fresh: list[Key], standing: dict[Key, Wanted], day: dt.date, *, is_synthetic: bool
) -> int:
    stopped = dict(ContactStop.objects.values_list("person_id", "why"))
    lines = []
    for person, rule in fresh:
        wanted, why = standing[person, rule], stopped.get(person)
        lines.append(
            ContactLine(
                person_id=person,
                rule=rule,
                area=wanted.area,
                amount_fen=wanted.amount_fen,
                is_award=wanted.is_award,
                state=LineState.OPTED_OUT if why else LineState.FOUND,
                reason=Reason.DECEASED if why == StopWhy.DECEASED else "",
                found_on=day,
                is_synthetic=is_synthetic,
            )
        )
    ContactLine.objects.bulk_create(lines, batch_size=AT_ONCE)
    return len(lines)


def _end(gone: list[Key], known: dict[Key, ContactLine], day: dt.date, found: Found) -> None:
    """Close the lines of findings that ended: who now holds it has it, any other no longer needs it."""
    numbers = numbers_by_rule()
    people = sorted({person for person, _rule in gone})
    held: set[tuple[int, int]] = set()
    for start in range(0, len(people), AT_ONCE):
        rows = Finding.objects.filter(person_id__in=people[start : start + AT_ONCE], state__in=HELD)
        held |= set(rows.values_list("person_id", "rule_number"))
    ended = []
    for key in gone:
        line = known[key]
        name = "hold" if (line.person_id, numbers.get(line.rule)) in held else "lapse"
        line.ended_on = max(day, line.found_on)
        if line.state in STEPS[name][0]:
            step(line, name)
            line.closed_on = line.ended_on
            found.held += name == "hold"
            found.lapsed += name == "lapse"
        ended.append(line)
    ContactLine.objects.bulk_update(ended, ["state", "closed_on", "ended_on"], batch_size=AT_ONCE)


def _follow(standing: dict[Key, Wanted], known: dict[Key, ContactLine]) -> int:
    """Take over a changed home or amount; return how many moved."""
    changed, moved = [], 0
    for key in standing.keys() & known.keys():
        line, wanted = known[key], standing[key]
        if (line.area, line.amount_fen, line.is_award) == wanted:
            continue
        moved += line.area != wanted.area
        line.area, line.amount_fen, line.is_award = wanted
        changed.append(line)
    fields = ["area", "amount_fen", "is_award"]
    ContactLine.objects.bulk_update(changed, fields, batch_size=AT_ONCE)
    return moved
