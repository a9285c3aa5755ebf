"""A field of a register as a filter of its list, over the column that repeats it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db.models import Q
from django.utils.translation import gettext as _

from zhaohui.county.lists.errors import FilterFault
from zhaohui.county.lists.filters import (
    DateRange,
    Filter,
    NumberRange,
    Prefix,
    Raw,
    area,
    one_of,
)
from zhaohui.county.registry.people_list import area_options
from zhaohui.packs.schema.register_files import RegisterField

FEN = 100
WALKED = "walked_"


def field_filter(field: RegisterField, column: str, *, over: str = WALKED) -> Filter:
    """Return the filter; its parameter is the column's name, so that an address holds no Chinese.

    It asks the column as it is walked; `over=""` asks the column itself, which its index serves.
    """
    walked = f"{over}{column}"
    if field.type == "enum":
        return one_of(column, field.name, walked, lambda: [(v, v) for v in field.values])
    if field.type == "bool":
        return one_of(column, field.name, walked, lambda: [("是", _("是")), ("否", _("否"))])
    if field.type == "area":
        return area(column, field.name, walked, area_options)
    if field.type == "date":
        return DateRange(name=column, label=field.name, field=walked)
    if field.type == "money":
        return YuanRange(name=column, label=field.name, field=walked, unit="元")
    if field.type == "int":
        return NumberRange(name=column, label=field.name, field=walked, unit=field.unit)
    return Prefix(name=column, label=field.name, field=walked)


@dataclass(frozen=True, kw_only=True)
class YuanRange(NumberRange):
    """From one amount to another, asked in 元 over a column of fen."""

    def bounds(self, raw: Raw) -> tuple[int | None, int | None]:
        """Return both ends in fen, None for an open one; raises FilterFault."""
        low, high = (self._fen(raw.get(name, "")) for name in self.parameters)
        if low is not None and high is not None and low > high:
            raise FilterFault(_("“%(label)s”的起点比终点大，请对调。") % {"label": self.label})
        return low, high

    def condition(self, raw: Raw) -> Q | None:
        """Return the condition; rows without a value match no range."""
        low, high = self.bounds(raw)
        asked = Q()
        if low is not None:
            asked &= Q(**{f"{self.field}__gte": low})
        if high is not None:
            asked &= Q(**{f"{self.field}__lte": high})
        return asked or None

    def _fen(self, text: str) -> int | None:
        if not text:
            return None
        try:
            fen = Decimal(text) * FEN
        except InvalidOperation:
            fen = Decimal(-1)
        if not 0 <= fen < 10**15 or fen != fen.to_integral_value():
            raise FilterFault(_("“%(label)s”请写金额，单位元。") % {"label": self.label})
        return int(fen)
