"""What a plan becomes once it is read; every part knows the line it was printed on (from 1)."""

from __future__ import annotations

from dataclasses import dataclass

Number = int | float


@dataclass(frozen=True, kw_only=True)
class Section:
    """A chapter, section or unnumbered part such as 前言; level 1 is the outermost kind present."""

    level: int
    title: str
    line: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class Value:
    """A table cell: as printed, and its operator (`=` `<` `≤` `≥` `>` `≈` `range` `text` `—`).

    `value` is in the indicator's own unit; it is None for `text` and for `—` (not given).
    """

    raw: str
    operator: str
    value: Number | None
    max: Number | None = None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One row of the indicator table; `unit` is what the name's last brackets say, or empty."""

    domain: str
    name: str
    unit: str
    baseline: Value
    target: Value
    nature: str
    line: int


@dataclass(frozen=True, kw_only=True)
class ServiceDomain:
    """One row of the service table: what it promises and how many items it declares.

    `items` are separated as printed (，); `named` splits a lone 、-list whose length is the declared
    count; `open_ended` says that the list closes with 等; `line` is the list's first line.
    """

    domain: str
    content: str
    items: tuple[str, ...]
    named: tuple[str, ...]
    open_ended: bool
    declared: int | None
    line: int


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project paragraph inside a box 专栏."""

    box: str
    title: str
    line: int
    box_line: int


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number the plan commits to, in box or running text.

    `number` (and `max` of a range) counts in `unit`, which keeps 万人 and 万元 as printed but turns
    3.3万余户 into 33000 户; `plain_*` says the same without 万 or 亿. `per` is what each unit is for
    (每千人口, 每镇). `basis` is `printed`, or names the rule that read a number where none is printed.
    """

    line: int
    quote: str
    operator: str
    number: Number
    max: Number | None
    unit: str
    object: str
    deadline: str | None
    per: str | None
    effort: str | None
    basis: str
    raw: str
    plain_number: Number
    plain_max: Number | None
    plain_unit: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan's structure, in the order of the text."""

    source: str
    period: tuple[int, int] | None
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]
    services: tuple[ServiceDomain, ...]
    projects: tuple[Project, ...]
    quantities: tuple[Quantity, ...]
