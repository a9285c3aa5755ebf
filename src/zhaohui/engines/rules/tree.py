"""The typed tree that every back-end compiles: a closed set of frozen nodes.

Each node knows its type, its source text and, when it is a number, the range `low`..`high`
that it can never leave (so that no back-end can overflow int64).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date

from zhaohui.engines.rules.spec import Value


@dataclass(frozen=True, slots=True)
class Type:
    """A value's kind: bool int money date enum text code word; an enum carries its own values."""

    kind: str
    values: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        return self.kind in ("int", "money")


BOOL, INT, MONEY, DATE = Type("bool"), Type("int"), Type("money"), Type("date")
TEXT, CODE = Type("text"), Type("code")
WORD = Type("word")  # a literal in quotes, before it is known what it is compared with


@dataclass(frozen=True, kw_only=True, slots=True)
class Node:
    type: Type
    text: str = field(default="", compare=False)
    low: int = field(default=0, compare=False)
    high: int = field(default=0, compare=False)
    _hash: int | None = field(default=None, init=False, compare=False, repr=False)
    _children: tuple[Node, ...] | None = field(default=None, init=False, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Const(Node):
    value: Value


@dataclass(frozen=True, kw_only=True, slots=True)
class FactRef(Node):
    """A fact of the person (`entity` person) or of her living or registered household."""

    name: str
    entity: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Age(Node):
    """年龄: full years at the evaluation date, from 出生日期."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Today(Node):
    """今天: the evaluation date."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ParameterRef(Node):
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Not(Node):
    item: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class And(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Or(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compare(Node):
    """`op` is one of == != < <= > >=."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class In(Node):
    item: Node
    values: tuple[Const, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class IfElse(Node):
    when: Node
    then: Node
    other: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Arithmetic(Node):
    """`op` is one of + - * // (which floors; by zero it is unknown)."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class MulDiv(Node):
    """item·times/by, rounded half away from zero; by zero it is unknown."""

    item: Node
    times: Node
    by: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Extreme(Node):
    """`op` is min or max."""

    op: str
    items: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class InArea(Node):
    item: Node
    prefix: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Span(Node):
    """Full `unit` (years or months) from `start` to `end`."""

    unit: str
    start: Node
    end: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Known(Node):
    item: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Aggregate(Node):
    """`op` (total count any_of all_of largest size) of `body` over the members of `group`.

    Derived trees also use `bits` (bitwise or), `first` and `last` (of dates), never of unknowns.
    """

    op: str
    body: Node | None
    group: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Lookup(Node):
    """The value of `table` at exactly `key`; a key that it lacks is unknown."""

    table: str
    key: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Band(Node):
    """The value of `table` at the highest lower bound not above `key`; 0 below the lowest."""

    table: str
    key: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Pick(Node):
    """One of two by a condition that is never unknown; only derived trees have it (`derive`)."""

    when: Node
    then: Node
    other: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class BitOr(Node):
    """The bits of all items, which are never unknown."""

    items: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ends(Node):
    """The first or last (`op` min or max) of days that are never unknown."""

    op: str
    items: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift(Node):
    """The first day on which `n` full `unit` (years, months, days) have passed since `start`.

    NEVER where that is beyond the calendar.
    """

    unit: str
    start: Node
    n: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class NextValue(Node):
    """The next day on which a parameter's value differs, or a table's at `key`; NEVER if none."""

    name: str
    key: Node | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NextBand(Node):
    """The lowest bound of a table above `key`, which is known; NO_BAND if none."""

    table: str
    key: Node


NEVER = date.max
NO_BAND = 10**6  # more years or months than the calendar has


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order in which they are read."""
    known = node._children  # noqa: SLF001 - kept by the node for this function
    if known is not None:
        return known
    found: list[Node] = []
    for entry in fields(node):
        value = getattr(node, entry.name)
        if isinstance(value, Node):
            found.append(value)
        elif isinstance(value, tuple):
            found.extend(each for each in value if isinstance(each, Node))
    object.__setattr__(node, "_children", tuple(found))
    return tuple(found)


def _hashed_once(kind: type[Node]) -> None:
    """A tree is asked for its hash at every level; each node works its own out once."""
    whole = kind.__hash__

    def known(node: Node) -> int:
        if node._hash is None:  # noqa: SLF001 - kept by the node for this function
            object.__setattr__(node, "_hash", whole(node))
        return node._hash or 0  # noqa: SLF001

    kind.__hash__ = known  # type: ignore[method-assign, assignment]


for _kind in Node.__subclasses__():
    _hashed_once(_kind)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def facts_in(node: Node) -> list[str]:
    """Names of the facts that an expression reads, in the order of their use; 年龄 reads 出生日期."""
    names: dict[str, None] = {}
    for each in walk(node):
        if isinstance(each, FactRef):
            names[each.name] = None
        elif isinstance(each, Age):
            names["出生日期"] = None
    return list(names)


def parameters_in(node: Node) -> list[str]:
    """Names of the parameters and tables that an expression uses, in the order of their use."""
    names: dict[str, None] = {}
    for each in walk(node):
        if isinstance(each, ParameterRef):
            names[each.name] = None
        elif isinstance(each, Lookup | Band):
            names[each.table] = None
    return list(names)
