"""Typed filters: what a reader may ask, read strictly, turned into a condition in SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.policy import area_range
from zhaohui.county.lists.errors import FilterFault

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise  # words on screen: translated when they are shown
else:
    Words = str

LONGEST = 64
UNKNOWN = "unknown"
LAST_CHARACTER = chr(0x10FFFF)
Raw = Mapping[str, str]
Options = Sequence[tuple[str, str]]


class Filter(Protocol):
    """What a list asks of a filter; `kind` picks its form fields."""

    @property
    def name(self) -> str:
        """The first part of its parameters' names."""

    @property
    def label(self) -> Words:
        """What the reader sees."""

    @property
    def kind(self) -> str:
        """Which form fields it has: choice, range, dates or text."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters."""

    def condition(self, raw: Raw) -> Q | None:
        """Return the condition, None where nothing was asked; raises FilterFault."""

    def words(self, raw: Raw, actor: Actor) -> str:
        """Say in words what is asked."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of some values; `options` may depend on who looks. `is_three_valued`: NULL is an option."""

    name: str
    label: Words
    options: Callable[[Actor, Raw], Options]
    conditions: Callable[[str], Q | None]
    kind: str = "choice"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters."""
        return (self.name,)

    def condition(self, raw: Raw) -> Q | None:
        """Return the condition of the chosen value; raises FilterFault for one that is not offered."""
        value = raw.get(self.name, "")
        if not value:
            return None
        found = self.conditions(value)
        if found is None:
            raise FilterFault(_("“%(label)s”没有这个选项，请从列表里选。") % {"label": self.label})
        return found

    def words(self, raw: Raw, actor: Actor) -> str:
        """Say in words what is asked."""
        value = raw.get(self.name, "")
        return dict(self.options(actor, raw)).get(value, value)


def one_of(name: str, label: Words, field: str, values: Callable[[], Options]) -> Choice:
    """Return a filter on a field's exact value."""
    return Choice(
        name=name,
        label=label,
        options=lambda _actor, _raw: values(),
        conditions=lambda value: Q(**{field: value}) if value in dict(values()) else None,
    )


def yes_no(name: str, label: Words, field: str) -> Choice:
    """Return a filter on a fact that is 是, 否 or not known."""
    conditions = {
        "yes": Q(**{field: True}),
        "no": Q(**{field: False}),
        UNKNOWN: Q(**{f"{field}__isnull": True}),
    }
    return Choice(
        name=name,
        label=label,
        options=lambda _actor, _raw: (("yes", _("是")), ("no", _("否")), (UNKNOWN, _("不清楚"))),
        conditions=conditions.get,
    )


def area(name: str, label: Words, key: str, names: Callable[[Actor, Raw], Options]) -> Choice:
    """Return a filter on a town or village code, all below it included; `key` is a column of codes."""

    def conditions(code: str) -> Q | None:
        if not (code.isascii() and code.isdigit() and len(code) in (9, 12)):
            return None
        low, high = area_range(code)
        return Q(**{f"{key}__gte": low, f"{key}__lt": high})

    return Choice(name=name, label=label, options=names, conditions=conditions)


@dataclass(frozen=True, kw_only=True)
class NumberRange:
    """From one whole number to another, either end open."""

    name: str
    label: Words
    field: str
    low: int = 0
    high: int = 2**31 - 1
    unit: Words = ""
    kind: str = "range"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters."""
        return (f"{self.name}_from", f"{self.name}_to")

    def bounds(self, raw: Raw) -> tuple[int | None, int | None]:
        """Return both ends, None for an open one; raises FilterFault."""
        ends = [_whole(self, raw.get(name, "")) for name in self.parameters]
        if ends[0] is not None and ends[1] is not None and ends[0] > ends[1]:
            raise FilterFault(_("“%(label)s”的起点比终点大，请对调。") % {"label": self.label})
        return ends[0], ends[1]

    def condition(self, raw: Raw) -> Q | None:
        """Return the condition; rows without a value match no range."""
        low, high = self.bounds(raw)
        asked = Q()
        if low is not None:
            asked &= Q(**{f"{self.field}__gte": low})
        if high is not None:
            asked &= Q(**{f"{self.field}__lte": high})
        return asked or None

    def words(self, raw: Raw, _actor: Actor) -> str:
        """Say in words what is asked."""
        return span(*(raw.get(name, "") for name in self.parameters)) + str(self.unit)


class AgeRange(NumberRange):
    """Whole years of age today, asked of a birth date: 60 to 69 is born after … and up to …."""

    def condition(self, raw: Raw) -> Q | None:
        """Return the condition on the birth date."""
        low, high = self.bounds(raw)
        asked = Q()
        if low is not None:
            asked &= Q(**{f"{self.field}__lte": years_before(low)})
        if high is not None:
            asked &= Q(**{f"{self.field}__gt": years_before(high + 1)})
        return asked or None


@dataclass(frozen=True, kw_only=True)
class DateRange:
    """From one day to another, both included; `is_instant` for a column of date and time."""

    name: str
    label: Words
    field: str
    is_instant: bool = False
    kind: str = "dates"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters."""
        return (f"{self.name}_from", f"{self.name}_to")

    def condition(self, raw: Raw) -> Q | None:
        """Return the condition; raises FilterFault for what is no day."""
        low, high = (_day(self, raw.get(name, "")) for name in self.parameters)
        if low and high and low > high:
            raise FilterFault(_("“%(label)s”的起点比终点大，请对调。") % {"label": self.label})
        part = "__date" if self.is_instant else ""
        asked = Q()
        if low:
            asked &= Q(**{f"{self.field}{part}__gte": low})
        if high:
            asked &= Q(**{f"{self.field}{part}__lte": high})
        return asked or None

    def words(self, raw: Raw, _actor: Actor) -> str:
        """Say in words what is asked."""
        return span(*(raw.get(name, "") for name in self.parameters))


@dataclass(frozen=True, kw_only=True)
class Prefix:
    """The first characters of a text that is not personal (it stands in the address)."""

    name: str
    label: Words
    field: str
    kind: str = "text"

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its parameters."""
        return (self.name,)

    def condition(self, raw: Raw) -> Q | None:
        """Return the condition; raises FilterFault for a text that is too long."""
        text = raw.get(self.name, "")
        return starts_with(self.field, text) if text else None

    def words(self, raw: Raw, _actor: Actor) -> str:
        """Say in words what is asked."""
        return _("以“%(text)s”开头") % {"text": raw.get(self.name, "")}


def starts_with(field: str, text: str) -> Q:
    """Return the condition that a column of text begins so, in a form that its index serves.

    SQLite's LIKE passes by an index; a range of code points does not. In PostgreSQL the order of
    texts is the language's, but LIKE is served by an index with pattern operators.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": text, f"{field}__lt": text + LAST_CHARACTER})
    return Q(**{f"{field}__startswith": text})


def span(low: str, high: str) -> str:
    """Return a range in words."""
    if low and high:
        return low if low == high else f"{low}–{high}"
    return f"≥ {low}" if low else f"≤ {high}"


def years_before(years: int) -> dt.date:
    """Return the last birth date of who is so many years old today (29 February counts as 1 March)."""
    today = county_today()
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return dt.date(today.year - years, 2, 28)


def _whole(asked: NumberRange, text: str) -> int | None:
    if not text:
        return None
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else None
    if number is None or not asked.low <= number <= asked.high:
        raise FilterFault(
            _("“%(label)s”请写 %(low)s 到 %(high)s 的整数。")
            % {"label": asked.label, "low": asked.low, "high": asked.high}
        )
    return number


def _day(asked: DateRange, text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise FilterFault(
            _("“%(label)s”不是日历上的日期，请写成 2026-05-01 的样子。") % {"label": asked.label}
        ) from None


def read_raw(filters: Sequence[Filter], given: Mapping[str, Any]) -> dict[str, str]:
    """Return the filters' own parameters, trimmed; what is empty is left out; raises FilterFault."""
    raw = {}
    for each in filters:
        for name in each.parameters:
            text = str(given.get(name, "")).strip()
            if len(text) > LONGEST or "\x00" in text:
                raise FilterFault(_("“%(label)s”太长了，请写短一些。") % {"label": each.label})
            if text:
                raw[name] = text
    return raw
