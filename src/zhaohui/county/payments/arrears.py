"""The one reckoning of arrears 补差: which periods were paid by less than the standard that was in force.

A period paid here is held against the standard that it was drawn by, since the newest accepted change; one
that was paid elsewhere, before the first run here, against what the department's list says was paid.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from zhaohui.county.catalog.models import ParameterProposal, ProposalState
from zhaohui.county.entitlements.holding_queries import listed_holdings
from zhaohui.county.entitlements.models import Holding
from zhaohui.county.entitlements.month_amounts import amounts_on
from zhaohui.county.entitlements.trial import rules_using
from zhaohui.county.payments.models import Arrear, LineKind, PaymentLine
from zhaohui.county.payments.periods import Periods, periods_of
from zhaohui.county.payments.plan import LIVE, first_month
from zhaohui.county.registry import queries as registry
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow

MOST_PERIODS = 60
BY_LIST = "behind"  # the code in a line's `why`: the list's amount is below the standard
AT_ONCE = 12


@dataclass(kw_only=True)
class Lacking:
    """What was found: rows to keep, new amounts by person, months with a lower standard, months looked at."""

    change: ParameterProposal | None
    found: list[Arrear] = field(default_factory=list)
    raised: dict[int, int] = field(default_factory=dict)
    lower: int = 0
    months: int = 0


class Standards:
    """What the rule gives in a period by that day's standards and today's facts; each worked out once."""

    def __init__(self, pack: Pack, row: RuleRow, people: Iterable[int], today: dt.date) -> None:
        self._pack, self._row, self._today = pack, row, today
        self.this = periods_of(pack, row).of(today)
        self._subjects = _subjects(row, people)
        self._known: dict[dt.date, dict[int, int]] = {}

    def learn(self, months: Iterable[dt.date]) -> None:
        """Work out these periods."""
        missing = sorted(set(months) - self._known.keys())
        if missing and self._subjects:
            self._known |= amounts_on(self._pack, self._row, missing, today=self._today)

    def due(self, person: int, month: dt.date) -> int | None:
        """Return what she is due in fen; None where she is not entitled, or not for sure."""
        subject = self._subjects.get(person)
        return None if subject is None else self._known.get(month, {}).get(subject)


def lacking(pack: Pack, row: RuleRow, *, today: dt.date) -> Lacking:
    """Return what paid periods of the benefit lack; what was found before is not found again. Reads only."""
    periods = periods_of(pack, row)
    change = newest_change(pack, row, today)
    result = Lacking(change=change)
    listed = [] if periods.is_once else [h for h in listed_holdings(row.id) if h.amount_fen]
    lines = _paid_by_less(row.id, change, [held.person_id for held in listed])
    if not lines and not listed:
        return result
    people = {line.person_id for line in lines} | {held.person_id for held in listed}
    standards = Standards(pack, row, people, today)
    stood = _reckoned(row.id)
    months = sorted({line.month for line in lines})[-MOST_PERIODS:]
    standards.learn([*months, standards.this])
    _of_lines(result, lines, standards, stood)
    _raise_behind(result, listed, standards)
    _of_lists(result, listed, standards, stood, periods)
    result.months = len({each.month for each in result.found} | set(months))
    return result


def newest_change(pack: Pack, row: RuleRow, today: dt.date) -> ParameterProposal | None:
    """Return the accepted change, in force by now, of a parameter that the rule names."""
    accepted = ParameterProposal.objects.filter(
        state=ProposalState.APPROVED, start__lte=today
    ).order_by("-decided_at", "-pk")
    for change in accepted:
        if any(each.id == row.id for each in rules_using(pack, change.parameter)):
            return change
    return None


Stood = dict[tuple[int, dt.date], int]


def _of_lines(
    result: Lacking, lines: list[PaymentLine], standards: Standards, stood: Stood
) -> None:
    """Hold what was paid here against the new standard; only who got the standard's amount is raised."""
    for line in lines:
        base = stood.get((line.person_id, line.month), _paid_by(line))
        now = standards.due(line.person_id, line.month)
        if base is None or now is None or now == base:
            continue
        if now < base:
            result.lower += 1
            continue
        result.found.append(
            Arrear(
                rule=line.rule,
                person_id=line.person_id,
                month=line.month,
                from_fen=base,
                to_fen=now,
                proposal_id=result.change.pk if result.change else None,
            )
        )
        wanted = standards.due(line.person_id, standards.this)
        if wanted is not None and line.amount_fen == line.ledger_fen:
            result.raised[line.person_id] = wanted


def _of_lists(
    result: Lacking,
    listed: list[Holding],
    standards: Standards,
    stood: Stood,
    periods: Periods,
) -> None:
    """Go back from the last period that the list's department paid, while the standard gave more."""
    going = [held for held in listed if held.since is not None]
    back = _periods_before(listed[0].rule, periods, standards.this) if listed else iter(())
    for n, month in enumerate(back):
        going = [each for each in going if each.since and periods.of(each.since) <= month]
        if not going:
            return
        if n % AT_ONCE == 0:
            oldest = min(periods.of(each.since) for each in going if each.since)
            ahead = (periods.later(month, -k) for k in range(AT_ONCE))
            standards.learn(each for each in ahead if each >= oldest)
        going = [each for each in going if _was_behind(each, month, standards)]
        result.found += [row for each in going if (row := _listed(each, month, standards, stood))]


def _was_behind(held: Holding, month: dt.date, standards: Standards) -> bool:
    now = standards.due(held.person_id, month)
    return now is not None and now > (held.amount_fen or 0)


def _listed(held: Holding, month: dt.date, standards: Standards, stood: Stood) -> Arrear | None:
    """Return what a period that the list paid lacks; None where it was made up before."""
    base = stood.get((held.person_id, month), held.amount_fen or 0)
    now = standards.due(held.person_id, month) or 0
    if now <= base:
        return None
    return Arrear(
        rule=held.rule,
        person_id=held.person_id,
        month=month,
        from_fen=base,
        to_fen=now,
        is_of_list=True,
    )


def _raise_behind(result: Lacking, listed: list[Holding], standards: Standards) -> None:
    """Note the new amounts of those whose list is behind today's standard."""
    for held in listed:
        wanted = standards.due(held.person_id, standards.this)
        if wanted is not None and held.amount_fen is not None and wanted > held.amount_fen:
            result.raised[held.person_id] = wanted


def _periods_before(rule: str, periods: Periods, this: dt.date) -> Iterator[dt.date]:
    """Yield the periods before the first that was run here, newest first."""
    first = min(first_month(rule) or this, this)
    for n in range(1, MOST_PERIODS + 1):
        yield periods.later(first, -n)


def _paid_by_less(
    rule: str, change: ParameterProposal | None, listed: list[int]
) -> list[PaymentLine]:
    """Return the lines drawn before the change was accepted, and those that paid a list's lower amount."""
    wanted = Q(why__contains=BY_LIST, person_id__in=listed)
    if change:
        since = change.start.replace(day=1)
        wanted |= Q(batch__drawn_at__lt=change.decided_at, month__gte=since)
    rows = PaymentLine.objects.filter(LIVE, wanted, rule=rule, kind=LineKind.MONTH)
    return list(rows.order_by("person_id", "month"))


def _paid_by(line: PaymentLine) -> int | None:
    """Return the amount that the new standard is held against.

    Of who was awarded another amount than the standard's, that is the standard: the difference was decided.
    """
    return line.amount_fen if BY_LIST in line.why else line.ledger_fen


def _reckoned(rule: str) -> Stood:
    """Return to which amount each person's period has been brought already."""
    rows = Arrear.objects.filter(rule=rule).order_by("to_fen")
    return {(row.person_id, row.month): row.to_fen for row in rows}


def _subjects(row: RuleRow, people: Iterable[int]) -> dict[int, int]:
    """Return by person what the rule's answers go by: herself, or her household."""
    if row.subject == "person":
        return {person: person for person in people}
    places = registry.places_of(people)
    kind = "living" if row.group == "living" else "registered"
    return {person: getattr(place, kind) for person, place in places.items()}
