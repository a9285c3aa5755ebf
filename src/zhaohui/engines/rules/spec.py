"""What a rulebook is made of: facts, dated parameters, conditions and rules, as plain records.

The pack loader fills these; nothing here parses or evaluates. Money is int fen throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Value = bool | int | str | date
Cell = int | str | date | None
Table = Mapping[int, Cell] | Mapping[str, Cell]

FACT_TYPES = ("bool", "int", "money", "date", "enum", "text", "code")
ENTITIES = ("person", "living", "registered")
PARAMETER_TYPES = ("money", "int", "bp", "date", "text", "table")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One entry of the fact dictionary 事实: a name that rules, forms and the registry share.

    `entity` says whose fact it is: `person`, or the `living` 共同生活 or `registered` 户籍 household.
    """

    name: str
    column: str
    entity: str
    type: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Version:
    """A parameter's value in one area from `start` to `end` (inclusive; None: still in force).

    `value` is int (fen for money), date, text, or a dict for a table; None is a declared gap.
    """

    area: str
    start: date
    end: date | None
    value: int | str | date | Table | None
    source: str
    verification: str
    gap: str = ""
    note: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A figure that changes by date and area 参数; `owner` is the department that may fill a gap."""

    name: str
    type: str
    key: str | None = None
    of: str | None = None
    unit: str = ""
    owner: str = ""
    review_months: int = 24
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One requirement of a rule: an expression, and the sentence for each answer."""

    code: str
    when: str
    yes: str
    no: str


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Where a rule is written: a source id of the pack and the article."""

    source: str
    article: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who gets what 规则: all conditions must hold; `amount` is an expression in fen, or None.

    `subject` is `person` or `household`; `group` is the household that aggregates look at.
    """

    id: str
    name: str
    service: str
    subject: str
    group: str
    conditions: tuple[Condition, ...]
    amount: str | None = None
    unit: str = ""
    in_kind: str = ""
    excludes: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    verification: str = "unverified"
    note: str = ""
    place: str = ""
