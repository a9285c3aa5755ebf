"""How values lie in memory: the C type of each of the language's types, and codes for its words."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhaohui.engines.rules.tree import Type

NUMPY = {"bool": "u1", "u8": "u1", "i32": "i4", "i64": "i8"}
NONE = {"bool": 0, "u8": 255, "i32": -(2**31), "i64": -(2**63)}
BAD = {"u8": 254, "i32": -(2**31) + 1}
MOST_SMALL = 250  # so many values of a choice fit a byte beside NONE and BAD
EPOCH = date(1970, 1, 1).toordinal()


def c_type(kind: Type, *, is_narrow: bool = True) -> str:
    """The kind of column that holds a type; `is_narrow` says that its numbers fit 32 bits."""
    if kind.kind == "bool":
        return "bool"
    if kind.kind == "enum":
        return "u8" if len(kind.values) <= MOST_SMALL else "i32"
    if kind.is_number and not is_narrow:
        return "i64"
    return "i32"


def days(value: date) -> int:
    """Days since 1970, as Arrow counts them.

    >>> days(date(1970, 1, 2))
    1
    """
    return value.toordinal() - EPOCH


class Words:
    """Texts and codes as numbers, the same number for the same text."""

    def __init__(self, first: tuple[str, ...] = ()) -> None:
        self.codes = {word: index for index, word in enumerate(first)}

    def code(self, word: str) -> int:
        return self.codes.setdefault(word, len(self.codes))

    def __len__(self) -> int:
        return len(self.codes)


def encoded(value: Any, kind: Type, words: Words) -> int:
    """A constant, parameter or table cell as a number; None is the widest column's NONE."""
    if value is None:
        return NONE["i64"]
    if isinstance(value, date):
        return days(value)
    if isinstance(value, str):
        return kind.values.index(value) if kind.kind == "enum" else words.code(value)
    return int(value)
