"""What a lint rule is and what it finds; the census facts that it may be given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from zhaohui.engines.plandoc.lint.draft import Draft

Severity = Literal["high", "medium", "low"]
ORDER: tuple[Severity, ...] = ("high", "medium", "low")
LONGEST_QUOTE = 60


@dataclass(frozen=True, order=True)
class Place:
    """A line of the text (from 1) and an exact piece of it, at most 60 characters."""

    line: int
    quote: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A contradiction or doubt; `second` is None where only one place is concerned."""

    rule: str
    severity: Severity
    first: Place
    second: Place | None
    message: str


@dataclass(frozen=True, kw_only=True)
class Census:
    """Published facts of the county (people, shares 0…1, counts of areas); None where unknown.

    `registered` are people with 户籍 here, the largest published figure where there are several.
    """

    residents: int | None = None
    registered: int | None = None
    share_15_59: float | None = None
    share_60_plus: float | None = None
    share_65_plus: float | None = None
    villages: int | None = None
    subdistricts: int | None = None


@dataclass(frozen=True)
class Rule:
    """One kind of contradiction: the severities it may have, and in a sentence why it matters."""

    id: str
    severities: str
    reason: str
    check: Callable[[Draft], Iterable[Finding]]
