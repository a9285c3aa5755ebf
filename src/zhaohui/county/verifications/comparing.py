"""Hold what an office says to what is registered, fact by fact; what is not known is no difference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

Value = bool | int | str | dt.date | None


class Result(StrEnum):
    """How what is registered and what the office says stand to one another."""

    SAME = "same"
    DIFFERS = "differs"
    SUPPLIED = "supplied"  # nothing was registered; the office knows
    UNKNOWN = "unknown"  # the office does not say


def compare(
    stated: Mapping[str, Value], found: Mapping[str, Value], *, tolerance_fen: int, money: set[str]
) -> dict[str, Result]:
    """Return the result for every fact that was asked (the keys of `stated`).

    Two amounts (facts of `money`, in fen) are the same when at most `tolerance_fen` lies between.

    >>> compare({"月收入": 200000}, {"月收入": 200500}, tolerance_fen=500, money={"月收入"})
    {'月收入': <Result.SAME: 'same'>}
    """
    return {
        name: _one(value, found.get(name), tolerance_fen if name in money else 0)
        for name, value in stated.items()
    }


def _one(stated: Any, found: Any, tolerance: int) -> Result:
    if found is None:
        return Result.UNKNOWN
    if stated is None:
        return Result.SUPPLIED
    if tolerance and abs(found - stated) <= tolerance:
        return Result.SAME
    return Result.SAME if stated == found else Result.DIFFERS
