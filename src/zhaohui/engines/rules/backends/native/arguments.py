"""What a day brings to a compiled program: parameters, tables, and which codes lie in which area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.backends.native.job import Array, Job, Table, address
from zhaohui.engines.rules.backends.native.kinds import MOST_SMALL, NONE, Words, days, encoded
from zhaohui.engines.rules.backends.native.layout import Layout, TableUse
from zhaohui.engines.rules.day import Day
from zhaohui.engines.rules.derived_nodes import NEXT
from zhaohui.engines.rules.tree import Type

NEVER = days(tree.NEVER)
CODES = 256  # of a choice in a byte


@dataclass(slots=True)
class Arguments:
    """A day's numbers and tables as arrays; `words` gives each text its number, for the whole sweep."""

    numbers: Array
    tables: Any
    words: Words
    prefixes: tuple[str, ...]
    _kept: list[Array] = field(default_factory=list)
    _areas: tuple[int, list[Array]] = (0, [])

    def give(self, job: Job) -> None:
        """Point a job at the day, with the areas of all words met so far."""
        job.put("numbers", self.numbers)
        job.kept["table list"] = self.tables
        job.tables = int(np.frombuffer(self.tables, dtype=np.uint8).ctypes.data)
        if self._areas[0] != len(self.words) or not self._areas[1]:
            self._areas = len(self.words), [_inside(self.words, each) for each in self.prefixes]
        owners = self._areas[1]
        job.put_list("areas", [address(each) for each in owners], owners)


def arguments(layout: Layout, day: Day) -> Arguments:
    """The arguments of a program on one day."""
    words = Words(tuple(layout.words))
    numbers = [_number(what, name, kind, day, words) for what, name, kind in layout.numbers]
    tables = (Table * max(1, len(layout.tables)))()
    kept: list[Array] = []
    for place, use in enumerate(layout.tables):
        n, keys, values = _table(use, day, words)
        kept += [keys, values]
        tables[place] = Table(n, address(keys), address(values))
    array = np.array(numbers or [0], dtype=np.int64)
    return Arguments(array, tables, words, tuple(layout.areas), kept)


def _number(what: str, name: str, kind: Type, day: Day, words: Words) -> int:
    if what == "today":
        return days(day.as_of)
    if what == "next":
        return days(day.values[NEXT + name][0])
    value = day.values[name]
    if kind == tree.BOOL:  # whether there is a parameter or table at all
        return NONE["i64"] if value is None else 1
    return encoded(value, kind, words)


def _table(use: TableUse, day: Day, words: Words) -> tuple[int, Array, Array]:
    """How many keys (-1: no table), the keys, and their values."""
    if use.way == "band":
        bands = day.values[use.name]
        lows, cells = bands if bands is not None else ([], [])
        values = [encoded(cell, use.of, words) for cell in cells]
        return (-1 if bands is None else len(lows)), _array(lows), _array(values)
    cells_of: Mapping[Any, Any]
    if use.way == "lookup":
        known, none = day.values[use.name], NONE["i64"]
        cells_of, unknown = (known or {}), none
    else:
        whole, cells_of = day.values[NEXT + use.name]
        none, unknown = NEVER, days(whole)
    if use.key.kind == "enum" and len(use.key.values) <= MOST_SMALL:
        dense = np.full(CODES, none, dtype=np.int64)
        for key, cell in cells_of.items():
            if key in use.key.values:
                dense[use.key.values.index(key)] = encoded(cell, use.of, words)
        dense[NONE["u8"]] = unknown
        return CODES, dense, dense
    keys = [encoded(key, use.key, words) for key in cells_of if _fits(key, use.key)]
    values = [encoded(cell, use.of, words) for key, cell in cells_of.items() if _fits(key, use.key)]
    return len(keys), _array(keys), _array(values)


def _fits(key: object, kind: Type) -> bool:
    return kind.kind != "enum" or key in kind.values


def _array(values: list[int]) -> Array:
    return np.array(values or [0], dtype=np.int64)


def _inside(words: Words, prefix: str) -> Array:
    """A byte for each word: whether it begins so."""
    starts = [word.startswith(prefix) for word in words.codes]
    return np.array([*starts, False], dtype=np.uint8)
