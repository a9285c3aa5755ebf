"""What a generated program works on: columns of a block, and what a day brings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from zhaohui.engines.rules.tree import Type

Item = TypeVar("Item")
PERSON, LIVING, REGISTERED = "person", "living", "registered"


@dataclass(slots=True)
class Column:
    """Values of a block's persons or households, filled by a function from the columns that it needs."""

    key: tuple[object, ...]
    kind: str
    at: int
    name: str = ""
    fill: str = ""
    needs: frozenset[int] = frozenset()

    @property
    def c_name(self) -> str:
        return "u8" if self.kind == "bool" else self.kind


@dataclass(frozen=True, slots=True)
class TableUse:
    """A table as one expression asks it: `way` is lookup, next (day of a cell) or band."""

    way: str
    name: str
    key: Type
    of: Type


@dataclass(slots=True)
class Layout:
    """The columns and inputs of a program, in the order in which they were first asked for."""

    columns: list[Column] = field(default_factory=list)
    numbers: list[tuple[str, str, Type]] = field(default_factory=list)
    tables: list[TableUse] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    person_facts: list[str] = field(default_factory=list)
    home_facts: list[str] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)

    def column(self, key: tuple[object, ...], kind: str) -> Column:
        """A new column."""
        made = Column(key, kind, len(self.columns), f"c{len(self.columns)}")
        self.columns.append(made)
        return made


def position(listed: list[Item], item: Item) -> int:
    """Where an item stands in a list; it is added where it is not there."""
    if item not in listed:
        listed.append(item)
    return listed.index(item)
