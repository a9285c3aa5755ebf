"""A reform's figure made exact: with the parameter's type, on top of what holds on its first day."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from zhaohui.engines.rules.parameters import resolve
from zhaohui.packs.book import engine_parameter
from zhaohui.packs.errors import PackError
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.reform import ChangedParameterRow, FollowRow
from zhaohui.packs.schema.rules import ParameterRow
from zhaohui.packs.schema.values import fen, typed_table, typed_value


def new_value(pack: Pack, parameter: ParameterRow, change: ChangedParameterRow) -> Any:
    """Return the parameter's new value, money in fen; PackError where it can't be."""
    held = resolve(engine_parameter(parameter), pack.areas_chain, change.start).value
    try:
        if change.add is not None:
            return _added(parameter, held, change.add)
        if parameter.type != "table":
            return typed_value(change.value, parameter.type)
        made = typed_table(change.value, key=parameter.key or "", of=parameter.of or "")
        return {**held, **made} if isinstance(held, Mapping) else made
    except ValueError as error:
        raise PackError(
            f"{change.place}: {parameter.name}: {error}.", hint=f"Its unit is {parameter.unit}."
        ) from None


def _added(parameter: ParameterRow, held: Any, add: Decimal) -> Any:
    kind = parameter.of if parameter.type == "table" else parameter.type
    if kind not in ("money", "int", "bp"):
        raise ValueError("only money and numbers can be added to; write `value`")
    more = fen(add) if kind == "money" else typed_value(int(add), kind)
    if isinstance(held, Mapping) and held:
        return {key: None if cell is None else cell + more for key, cell in held.items()}
    if isinstance(held, int):
        return held + more
    raise ValueError("no figure holds on that day, so nothing can be added; write `value`")


def followed(follow: FollowRow, value: Any) -> Any:
    """Return what the following standard becomes: half up to `round_to`, else to the fen."""
    if isinstance(value, Mapping):
        return {key: followed(follow, cell) for key, cell in value.items()}
    if not isinstance(value, int):
        return None
    step = fen(follow.round_to) if follow.round_to else 1
    exact = Decimal(value) * follow.times / 10_000 / step
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)) * step
