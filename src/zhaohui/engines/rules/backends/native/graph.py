"""Every expression of a rulebook in one graph: equal ones are one node, known by its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.tree import Node

NARROW = 2**31 - 2


class Graph:
    """Nodes numbered so that equal expressions have equal numbers; parts come before wholes."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.parts: list[tuple[int, ...]] = []
        self.lows: list[int] = []
        self.highs: list[int] = []
        self._by_key: dict[tuple[Any, ...], int] = {}
        self._by_id: dict[
            int, tuple[Node, int]
        ] = {}  # the node is kept, so that its id stays its own

    def number(self, node: Node) -> int:
        """The number of a node, given to it and to all below it."""
        if id(node) in self._by_id:
            return self._by_id[id(node)][1]
        parts = tuple(self.number(each) for each in tree.children(node))
        key = (type(node).__name__, node.type, parts, *_own(node))
        number = self._by_key.setdefault(key, len(self.nodes))
        if number == len(self.nodes):
            self.nodes.append(node)
            self.parts.append(parts)
            self.lows.append(node.low)
            self.highs.append(node.high)
        else:
            self.lows[number] = min(self.lows[number], node.low)
            self.highs[number] = max(self.highs[number], node.high)
        self._by_id[id(node)] = (node, number)
        return number

    def is_narrow(self, number: int) -> bool:
        """Whether its values always fit 32 bits."""
        return self.lows[number] >= -NARROW and self.highs[number] <= NARROW

    def below(self, *roots: int) -> Iterator[int]:
        """The nodes of the same row: an aggregate's body belongs to others."""
        seen: set[int] = set()
        waiting = list(roots)
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            yield number
            if not isinstance(self.nodes[number], tree.Aggregate):
                waiting.extend(self.parts[number])


def _own(node: Node) -> Iterator[Any]:
    """What a node says of itself beside its type and its parts."""
    for entry in fields(node):
        value = getattr(node, entry.name)
        if entry.name == "type" or not entry.compare or isinstance(value, Node):
            continue
        if not (isinstance(value, tuple) and value and isinstance(value[0], Node)):
            yield value
