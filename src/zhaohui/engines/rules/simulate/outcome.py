"""What a simulation answers: counts and sums alone, never a person. Money is fen a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """One side's cost: what is decided, how many answers are open, and what these can add.

    The cost lies between `decided_fen` and `upper_fen`; `unbounded` counts answers (open, or a yes of
    which the amount is unknown: `unpriced`) for which not even an upper bound is known.
    """

    yes: int = 0
    unknown: int = 0
    unpriced: int = 0
    decided_fen: int = 0
    upper_fen: int = 0
    unbounded: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """The difference person by person: who gains, who loses, and what is open.

    after.decided - before.decided = gained - lost + newly_decided - newly_open (in fen);
    `open` counts pairs of answers whose difference is not known; with them the whole difference lies
    between `low_fen` and `high_fen`, `unbounded` of them aside.
    """

    gained: int = 0
    gained_fen: int = 0
    lost: int = 0
    lost_fen: int = 0
    newly_decided: int = 0
    newly_decided_fen: int = 0
    newly_open: int = 0
    newly_open_fen: int = 0
    open: int = 0
    low_fen: int = 0
    high_fen: int = 0
    unbounded: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """Both sides and their difference for one rule, perhaps in one town or one part of a group."""

    rule: str
    before: Tally
    after: Tally
    change: Change
    town: str | None = None
    group: str = ""
    part: str = ""


def summed(rule: str, lines: Iterable[Line]) -> Line:
    """The sum of several rules' lines, under another name; an open answer stays open in the sum."""
    listed = list(lines)
    return Line(
        rule=rule,
        before=Tally(**_sums([line.before for line in listed], Tally)),
        after=Tally(**_sums([line.after for line in listed], Tally)),
        change=Change(**_sums([line.change for line in listed], Change)),
    )


def _sums(parts: Sequence[Tally | Change], kind: type[Tally | Change]) -> dict[str, int]:
    names = kind.__dataclass_fields__
    return {name: sum(getattr(part, name) for part in parts) for name in names}


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """Living households by what they gain (or lose, below 0) in a year; `to_fen` None: and more."""

    from_fen: int
    to_fen: int | None
    households: int
    fen: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Households:
    """Living households by the net change over all compared rules; `open` ones are in no band."""

    gaining: tuple[Band, ...]
    losing: tuple[Band, ...]
    unchanged: int
    open: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortfall:
    """Households below a line, and how much they lack together, fen a month."""

    households: int
    people: int
    fen: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PovertyGap:
    """What lacks to the line, before and after; `unknown` households are in none of the figures."""

    known: int
    unknown: int
    before: Shortfall
    after_same_line: Shortfall
    after_new_line: Shortfall


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """One year's lines: the same facts at a later date."""

    as_of: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """All that a simulation reports."""

    persons: int
    households: int
    years: tuple[Year, ...]
    towns: tuple[Line, ...]
    groups: tuple[Line, ...]
    bands: Households
    poverty: PovertyGap | None
    once: tuple[str, ...] = field(default=())

    @property
    def lines(self) -> tuple[Line, ...]:
        """The first year's lines by rule."""
        return self.years[0].lines

    def as_answer(self) -> dict[str, Any]:
        """The outcome for programs and for keeping: plain values, dates as text."""
        answer = asdict(self)
        for year, told in zip(answer["years"], self.years, strict=True):
            year["as_of"] = told.as_of.isoformat()
        return answer
