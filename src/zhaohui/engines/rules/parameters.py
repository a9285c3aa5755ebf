"""Dated parameters: what is wrong with them, and which version holds on a day in an area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from zhaohui.engines.rules.bounds import INT64, MAX_MONEY_FEN
from zhaohui.engines.rules.calendar import months_between
from zhaohui.engines.rules.errors import RuleError
from zhaohui.engines.rules.spec import PARAMETER_TYPES, Parameter, Table, Version
from zhaohui.engines.rules.vocabulary import name_fault

DAY = timedelta(days=1)
TABLE_KEYS = ("band", "text", "int")
LIMITS = {"money": MAX_MONEY_FEN, "int": INT64 >> 16, "bp": INT64 >> 16}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A parameter on one day: the version that holds (perhaps a gap, perhaps none), and staleness."""

    parameter: Parameter
    version: Version | None
    stale: bool = False

    @property
    def value(self) -> int | str | date | Table | None:
        return self.version.value if self.version else None


def resolve(parameter: Parameter, areas: Sequence[str], as_of: date) -> Resolved:
    """The version of the nearest area with a value in force; failing that, the nearest lapsed one.

    A lapsed value, and one in force for longer than `review_months`, is stale.
    """
    for area in areas:
        found = _in_force(parameter, area, as_of)
        if found is not None and found.value is not None:
            months = months_between(found.start, as_of - DAY)
            return Resolved(parameter, found, months >= parameter.review_months)
    for area in areas:
        last = _begun(parameter, area, as_of)
        if last is not None and last.value is not None:
            return Resolved(parameter, last, stale=True)
    gaps = (_in_force(parameter, area, as_of) for area in areas)
    return Resolved(parameter, next((gap for gap in gaps if gap), None))


def _in_force(parameter: Parameter, area: str, as_of: date) -> Version | None:
    found = _begun(parameter, area, as_of)
    return found if found and (found.end is None or as_of <= found.end) else None


def _begun(parameter: Parameter, area: str, as_of: date) -> Version | None:
    begun = [each for each in parameter.versions if each.area == area and each.start <= as_of]
    return max(begun, key=lambda each: each.start, default=None)


def next_days(
    parameter: Parameter, areas: Sequence[str], as_of: date
) -> tuple[date, dict[object, date]]:
    """The next day on which the value differs (date.max: never), and for a table that of each key."""
    now = resolve(parameter, areas, as_of).value
    turns = {version.start for version in parameter.versions}
    turns |= {each.end + DAY for each in parameter.versions if each.end and each.end < date.max}
    whole = date.max
    cells: dict[object, date] = {}
    for day in sorted(turn for turn in turns if turn > as_of):
        value = resolve(parameter, areas, day).value
        if value != now:
            whole = min(whole, day)
        if parameter.type == "table":
            for key in {*_cells(now), *_cells(value)} - cells.keys():
                if _cells(now).get(key) != _cells(value).get(key):
                    cells[key] = day
    return whole, cells


def _cells(value: object) -> Mapping[object, object]:
    return value if isinstance(value, Mapping) else {}


def parameter_problems(parameter: Parameter, areas: Sequence[str]) -> list[RuleError]:
    """What is wrong with a parameter, one sentence each with the place of the version."""
    return [
        RuleError(f"parameter “{parameter.name}”: {what}.", hint=hint, place=place)
        for what, hint, place in _faults(parameter, areas)
    ]


def _faults(parameter: Parameter, areas: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    place = parameter.versions[0].place if parameter.versions else ""
    if fault := name_fault(parameter.name):
        yield fault, "", place
    if parameter.type not in PARAMETER_TYPES:
        yield f"its type {parameter.type} is none of {', '.join(PARAMETER_TYPES)}", "", place
        return
    if parameter.type == "table" and (
        parameter.key not in TABLE_KEYS or parameter.of not in PARAMETER_TYPES[:-1]
    ):
        keys, kinds = ", ".join(TABLE_KEYS), ", ".join(PARAMETER_TYPES[:-1])
        yield f"a table says key ({keys}) and of ({kinds})", "", place
        return
    if not parameter.versions:
        hint = "Where no figure was read, write one version with value: null and gap: why."
        yield "it has no version", hint, place
    for version in parameter.versions:
        yield from ((what, hint, version.place) for what, hint in _own(parameter, version, areas))
    for area in dict.fromkeys(version.area for version in parameter.versions):
        yield from _sequence([each for each in parameter.versions if each.area == area])


def _own(parameter: Parameter, version: Version, areas: Sequence[str]) -> Iterator[tuple[str, str]]:
    if version.area not in areas:
        yield f"area {version.area} is not in the county's chain {' → '.join(areas)}", ""
    if version.end is not None and version.end < version.start:
        yield f"the version from {version.start} ends before it begins, on {version.end}", ""
    if version.value is None:
        if not version.gap:
            hint = "Write gap: what is missing and why."
            yield f"the version from {version.start} has no value and no gap", hint
    elif parameter.type != "table":
        if not _fits(version.value, parameter.type):
            yield f"the value {version.value!r} is not of type {parameter.type}", ""
    elif not isinstance(version.value, dict) or not version.value:
        yield f"the value {version.value!r} is not a table", "Write {key: value, …}."
    else:
        yield from _table(parameter, version.value)


def _table(parameter: Parameter, table: dict[object, object]) -> Iterator[tuple[str, str]]:
    key_type = str if parameter.key == "text" else int
    for key, cell in table.items():
        if not isinstance(key, key_type) or isinstance(key, bool):
            yield f"the key {key!r} is not {'text' if key_type is str else 'a whole number'}", ""
        if cell is not None and not _fits(cell, parameter.of or ""):
            yield f"the value {cell!r} at {key!r} is not of type {parameter.of}", ""


def _fits(value: object, kind: str) -> bool:
    if kind == "date":
        return type(value) is date
    if kind == "text":
        return isinstance(value, str)
    return type(value) is int and abs(value) <= LIMITS[kind]


def _sequence(versions: list[Version]) -> Iterator[tuple[str, str, str]]:
    ordered = sorted(versions, key=lambda each: each.start)
    for before, after in pairwise(ordered):
        where = f"in area {after.area} the versions from {before.start} and {after.start}"
        if before.end is None or before.end >= after.start:
            hint = f"End the earlier one with to: {after.start - DAY}."
            yield f"{where} overlap", hint, after.place
        elif before.end + DAY < after.start:
            hint = f"Declare {before.end + DAY} to {after.start - DAY} with value: null and gap:."
            yield f"{where} leave a hole", hint, after.place
