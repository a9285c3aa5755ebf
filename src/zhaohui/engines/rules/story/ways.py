"""Which tests of a condition would have to come out otherwise for the condition to do so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.interpret import Code

MOST_WAYS = 12


@dataclass(frozen=True, slots=True)
class Atom:
    """A test that has no yes/no parts of its own, whose view it reads, and what it should give."""

    code: Code
    view: View
    wanted: bool

    @property
    def key(self) -> tuple[int, int, bool]:
        """What makes two atoms the same."""
        return id(self.code), id(self.view), self.wanted


Way = tuple[Atom, ...]


def ways(code: Code, view: View, *, wanted: bool) -> list[Way]:
    """Sets of tests that would have to give something else, each enough, the smallest first."""
    found: dict[frozenset[tuple[int, int, bool]], Way] = {}
    for way in _ways(code, view, wanted):
        once = tuple({atom.key: atom for atom in way}.values())
        found.setdefault(frozenset(atom.key for atom in once), once)
    return sorted(found.values(), key=_size)[:MOST_WAYS]


def _size(way: Way) -> int:
    """The number of tests; that a fact is stated follows from stating it."""
    return sum(not isinstance(atom.code.node, tree.Known) for atom in way)


def _ways(code: Code, view: View, wanted: bool) -> list[Way]:
    if code.run(view) is wanted:
        return [()]
    match code.node:
        case tree.Const():
            return []
        case tree.Not():
            return _ways(code.parts[0], view, not wanted)
        case tree.And() | tree.Or():
            if isinstance(code.node, tree.And) == wanted:
                return list(_all(code, view, wanted))
            return [way for part in code.parts for way in _ways(part, view, wanted)][:MOST_WAYS]
        case tree.IfElse() if code.node.type == tree.BOOL:
            when, then, other = code.parts
            if (chosen := when.run(view)) is not None:
                return _ways(then if chosen else other, view, wanted)
            return []
        case tree.Aggregate(op=("any_of" | "all_of") as op):
            if (op == "any_of") == wanted:
                return [(Atom(code, view, wanted),)]
            members = view.groups[code.node.group]
            return list(_joined([_ways(code.parts[0], each, wanted) for each in members]))
        case _:
            return [(Atom(code, view, wanted),)]


def _all(code: Code, view: View, wanted: bool) -> Iterator[Way]:
    yield from _joined([_ways(part, view, wanted) for part in code.parts])


def _joined(parts: list[list[Way]]) -> Iterator[Way]:
    for number, chosen in enumerate(product(*parts)):
        if number >= MOST_WAYS:
            return
        yield tuple(atom for way in chosen for atom in way)
