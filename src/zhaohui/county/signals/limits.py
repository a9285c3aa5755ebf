"""The thresholds of a signal today: numbers of its file, or what officers filled into its parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from zhaohui.engines.rules.parameters import Resolved
from zhaohui.engines.warning import Level, Threshold
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import SignalRow
from zhaohui.packs.signals import kept_book

FEN = 100


def levels_of(row: SignalRow) -> list[Level]:
    """Return a signal's levels as the engine steps through them."""
    return [Level(hold_days=each.hold_days, cool_days=each.cool_days) for each in row.levels]


def thresholds_of(pack: Pack, row: SignalRow, today: date) -> list[Threshold]:
    """Return a signal's thresholds today; None in them: nobody has set it."""
    return [
        Threshold(
            raise_at=_number(pack, level.raise_at, level.parameter, today),
            clear_at=_number(pack, level.clear_at, level.clear_parameter, today),
        )
        for level in row.levels
    ]


def is_unset(thresholds: Sequence[Threshold]) -> bool:
    """Say whether no level can be raised."""
    return all(each.raise_at is None for each in thresholds)


def parameter_values(pack: Pack, today: date) -> Mapping[str, Any]:
    """Return all parameters today as expressions see them."""
    return kept_book(pack).day(today).values


def resolved(pack: Pack, name: str, today: date) -> Resolved:
    """Return a parameter today with its source and mark."""
    return kept_book(pack).day(today).resolved[name]


def number_text(value: Decimal | float) -> str:
    """Return a number as people write it: 3.50 as 3.5, 4.0 as 4."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(pack: Pack, written: Decimal | None, parameter: str, today: date) -> Decimal | None:
    if not parameter:
        return written
    value = parameter_values(pack, today)[parameter]
    if value is None:
        return None
    is_money = pack.parameter(parameter).type == "money"
    return Decimal(value) / FEN if is_money else Decimal(value)
