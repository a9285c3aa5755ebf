"""How often a fact has each value: what the order of questions expects of an answer not yet given."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhaohui.engines.rules.spec import Fact, Value
from zhaohui.engines.rules.vocabulary import AGE, BIRTH

Shares = tuple[tuple[Value, float], ...]
OLDEST, AGES_APART = 95, 5


@dataclass(frozen=True, kw_only=True)
class Frequency:
    """The share of one value of a fact among people from `from_age` on (None: among all).

    The next `from_age` of the fact ends the band. Of 年龄 the value is an age, and stands for 出生日期.
    """

    fact: str
    from_age: int | None
    value: Value
    share: float


@dataclass(frozen=True)
class Frequencies:
    """Expected values by fact and age. They only order questions: no answer ever rests on them."""

    facts: Mapping[str, Fact]
    of_all: Mapping[str, Shares] = field(default_factory=dict)
    by_age: Mapping[str, tuple[tuple[int, ...], tuple[Shares, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Mapping[str, Fact], rows: Iterable[Frequency] = ()) -> Frequencies:
        """From rows in any order; a fact without rows has its values equally often."""
        found: dict[str, dict[int | None, list[tuple[Value, float]]]] = {}
        for row in rows:
            bands = found.setdefault(row.fact, {})
            bands.setdefault(row.from_age, []).append((row.value, row.share))
        by_age = {}
        for name, bands in found.items():
            ages = sorted(age for age in bands if age is not None)
            by_age[name] = (tuple(ages), tuple(_whole(bands[age]) for age in ages))
        of_all = {name: _whole(bands[None]) for name, bands in found.items() if None in bands}
        return cls(facts, of_all, by_age)

    def expected(self, name: str, age: int | None, as_of: date) -> Shares:
        """The values that an answer may have and how likely each is; none where nobody can say."""
        if name == BIRTH:
            ages = self.of_all.get(AGE) or _equally(range(0, OLDEST + 1, AGES_APART))
            return tuple((_born(int(years), as_of), share) for years, share in ages)  # type: ignore[arg-type]
        lowest, shares = self.by_age.get(name, ((), ()))
        band = bisect_right(lowest, age) if age is not None else 0
        if band:
            return shares[band - 1]
        return self.of_all.get(name) or _unheard(self.facts[name])


def _whole(shares: Iterable[tuple[Value, float]]) -> Shares:
    pairs = tuple(shares)
    total = sum(share for _, share in pairs)
    return tuple((value, share / total) for value, share in pairs) if total else ()


def _unheard(fact: Fact) -> Shares:
    """Every value equally often where they can be listed."""
    return _equally((False, True) if fact.type == "bool" else fact.values)


def _equally(values: Iterable[Value]) -> Shares:
    listed = tuple(values)
    return tuple((value, 1 / len(listed)) for value in listed)


def _born(age: int, as_of: date) -> date:
    return date(max(as_of.year - age, 1), 1, 1)
