"""Signals over a register: each record's own fields asked, or a number over the records by town."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from zhaohui.county.registers.fields import shown, typed
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import records_in
from zhaohui.county.registers.written import open_texts
from zhaohui.county.registry.people_list import area_names
from zhaohui.county.signals.limits import (
    FEN,
    is_unset,
    number_text,
    parameter_values,
    thresholds_of,
)
from zhaohui.county.signals.looks import NOTHING, Look, Seen
from zhaohui.engines.rules.condition import Condition, household_view_of
from zhaohui.engines.rules.household import Household
from zhaohui.engines.warning import reached
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.register_files import RegisterRow
from zhaohui.packs.signals import ReadySignal

TOWN_DIGITS = 9
Values = Mapping[str, Any]


def look_at_records(pack: Pack, signal: ReadySignal, today: dt.date) -> Look:
    """Return what a signal over a register sees today."""
    register = pack.register(signal.row.watch.roster)
    rows = records_in(register, signal.row.watch.states)
    if signal.row.watch.is_numeric:
        return _statistic(pack, signal, register, rows, today)
    parameters = parameter_values(pack, today)
    seen: dict[str, Seen] = {}
    asked = unknown = 0
    for row in rows:
        asked += 1
        values = values_of(register, row)
        answers = [_holds(each, values, today, parameters) for each in signal.when]
        stays = [_holds(each, values, today, parameters) for each in signal.stays]
        met = max((n for n, yes in enumerate(answers, 1) if yes), default=0)
        kept = max(
            (n for n in range(1, len(answers) + 1) if _keeps(signal, answers, stays, n)), default=0
        )
        unknown += not met and None in answers
        if met or kept:
            seen[f"r:{row.pk}"] = _seen(signal, register, row, met, kept)
    return Look(seen=seen, asked=asked, unknown=unknown)


def values_of(register: RegisterRow, row: Record) -> dict[str, Any]:
    """Return a record's typed values by field, the sealed ones opened."""
    texts = {**row.values, **open_texts(row.sealed)}
    return {each.name: typed(each, texts.get(each.name, "")) for each in register.fields}


def _holds(
    condition: Condition | None, values: Values, today: dt.date, parameters: Mapping[str, Any]
) -> bool | None:
    if condition is None:
        return None
    home = Household(members=[{}], living=dict(values))
    return condition.holds(household_view_of(home, today, parameters), None)


def _keeps(
    signal: ReadySignal, answers: Sequence[bool | None], stays: Sequence[bool | None], n: int
) -> bool:
    """Say whether a level is kept: what keeps it holds or is unknown, or what raises it holds."""
    own = signal.stays[n - 1]
    return answers[n - 1] is True or (stays if own is not None else answers)[n - 1] is not False


def _seen(signal: ReadySignal, register: RegisterRow, row: Record, met: int, kept: int) -> Seen:
    asked = set().union(*(each.names for each in signal.when if each is not None))
    plain = [each for each in register.fields if each.name in asked]
    texts = {**row.values, **open_texts(row.sealed)}
    return Seen(
        area=row.place or row.area,
        met=met,
        kept=kept,
        person=row.person_id,
        title=row.title,
        evidence=[(each.name, shown(each, texts.get(each.name, "")) or "不知道") for each in plain],
    )


def _statistic(
    pack: Pack, signal: ReadySignal, register: RegisterRow, rows: Iterator[Record], today: dt.date
) -> Look:
    watch = signal.row.watch
    limits = thresholds_of(pack, signal.row, today)
    if is_unset(limits):
        return Look(**{**vars(NOTHING), "is_unset": True})
    parameters = parameter_values(pack, today)
    groups: dict[str, list[tuple[Values, bool | None]]] = {}
    if watch.by == "county":
        groups[pack.code] = []
    for row in rows:
        values = values_of(register, row)
        inside = True if signal.where is None else _holds(signal.where, values, today, parameters)
        area = pack.code if watch.by == "county" else row.area[:TOWN_DIGITS]
        groups.setdefault(area, []).append((values, inside))
    names = area_names(pack) | {pack.code: pack.name}
    seen: dict[str, Seen] = {}
    unknown = 0
    for area, members in groups.items():
        value = statistic(watch.statistic, watch.field, members)
        if value is not None and watch.field and register.field(watch.field).type == "money":  # type: ignore[union-attr] # checked with the pack
            value /= FEN
        met, kept = reached(limits, value, watch.side)
        unknown += met is None
        if met is None or met or kept:
            text = "不知道" if value is None else f"{number_text(value)} {watch.unit}"
            evidence = [(watch.what, text), ("记录数", str(len(members)))]
            title = str(names.get(area, area))
            seen[f"a:{area}"] = Seen(area=area, met=met, kept=kept, title=title, evidence=evidence)
    return Look(seen=seen, asked=len(groups), unknown=unknown)


def statistic(
    name: str, field: str, members: Sequence[tuple[Values, bool | None]]
) -> Decimal | None:
    """Return a number over records and whether each belongs to it (None: unknown); None is unknown.

    A record of which nobody can say whether it belongs makes a count at least uncertain: it is left
    out, so a number never grows by what is unknown. The share is of those that are known, in percent.
    """
    inside = [values for values, belongs in members if belongs]
    if name == "count":
        return Decimal(len(inside))
    if name == "share":
        known = [belongs for _, belongs in members if belongs is not None]
        return Decimal(100 * len(inside)) / len(known) if known else None
    numbers = [Decimal(values[field]) for values in inside if values[field] is not None]
    if name == "sum":
        return sum(numbers, Decimal(0))
    if not numbers:
        return None
    return min(numbers) if name == "min" else max(numbers)
