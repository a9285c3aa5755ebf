"""How often each fact has each value in a synthetic county, by age: a small table 模拟数据."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhaohui.engines.synth.spec import County, FactColumn

BANDS = (0, 3, 6, 16, 18, 30, 45, 60, 80)
MOST_VALUES, QUANTILES, AGE_QUANTILES = 8, 6, 20
COUNTY_DIGITS = 6
FULL = 1000
BIRTH_COLUMN, AGE_NAME = "birth_date", "年龄"
Values = dict[int | None, Counter[Any]]


@dataclass(frozen=True, slots=True)
class ValueShare:
    """Of 1000 people from `from_age` on (None: of all), how many have this value; money in fen."""

    fact: str
    from_age: int | None
    value: Any
    permille: int


def value_shares(
    county: County, facts: Sequence[FactColumn], as_of: date, *, bands: Sequence[int] = BANDS
) -> list[ValueShare]:
    """Return the shares of the given facts; the next of `bands` ends a band of ages.

    Of numbers and dates the table has a few quantiles, of areas the county, of 出生日期 the age,
    named 年龄. What is unknown is left out, free text too; a band like the one before is not repeated.
    """
    ages = [_age(born, as_of) for born in county.persons[BIRTH_COLUMN].to_pylist()]
    found: list[ValueShare] = []
    for fact in facts:
        if fact.type == "text":
            continue
        if fact.column == BIRTH_COLUMN:
            known = sorted(age for age in ages if age is not None)
            found += _shares(AGE_NAME, None, _quantiles(known, AGE_QUANTILES))
            continue
        found += _fact_shares(fact, _by_band(county, fact, ages, bands))
    return found


def _by_band(
    county: County, fact: FactColumn, ages: Sequence[int | None], bands: Sequence[int]
) -> Values:
    table = county.persons if fact.entity == "person" else county.households
    values: Values = {None: Counter()}
    for row, value in enumerate(table[fact.column].to_pylist()):
        if value is None:
            continue
        said = value[:COUNTY_DIGITS] if fact.type == "code" else value
        values[None][said] += 1
        age = ages[row] if fact.entity == "person" else None
        if age is not None and (band := bisect_right(bands, age)):
            values.setdefault(bands[band - 1], Counter())[said] += 1
    return values


def _fact_shares(fact: FactColumn, values: Values) -> list[ValueShare]:
    found = _shares(fact.name, None, _few(fact, values[None]))
    before: Mapping[Any, int] | None = None
    for age in sorted(band for band in values if band is not None):
        few = _few(fact, values[age])
        if few != before:
            found += _shares(fact.name, age, few)
        before = few
    return found


def _few(fact: FactColumn, values: Counter[Any]) -> dict[Any, int]:
    """At most a handful of values with their shares of 1000; the rarest are left out."""
    if fact.type in ("money", "int", "date"):
        return _quantiles(sorted(values.elements()), QUANTILES)
    common = values.most_common(MOST_VALUES)
    total = sum(times for _, times in common)
    shares = {value: round(FULL * times / total) for value, times in common}
    return {value: share for value, share in shares.items() if share}


def _quantiles(ordered: Sequence[Any], parts: int) -> dict[Any, int]:
    """The middles of equal parts; a value met often fills several."""
    if not ordered:
        return {}
    middles = (ordered[(2 * part + 1) * len(ordered) // (2 * parts)] for part in range(parts))
    return {value: round(FULL * times / parts) for value, times in Counter(middles).items()}


def _shares(name: str, age: int | None, values: Mapping[Any, int]) -> list[ValueShare]:
    return [ValueShare(name, age, value, permille) for value, permille in values.items()]


def _age(born: date | None, as_of: date) -> int | None:
    if born is None:
        return None
    return as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))
