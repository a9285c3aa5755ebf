"""One C function's statements: expressions of a row become pairs of locals, equal ones once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.backends.native import forms
from zhaohui.engines.rules.backends.native.kinds import c_type, encoded
from zhaohui.engines.rules.backends.native.layout import LIVING, PERSON, Column
from zhaohui.engines.rules.backends.native.terms import Pair, number
from zhaohui.engines.rules.tree import Node, Type

if TYPE_CHECKING:
    from zhaohui.engines.rules.backends.native.program import Program

ROWS = {PERSON: "B->row", LIVING: "B->home", "registered": "B->home"}


@dataclass(slots=True)
class Body:
    """Statements about the row `row` of a context; `top` collects what is said once before the loop."""

    program: Program
    context: str
    row: str = "i"
    top: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    needs: set[int] = field(default_factory=set)
    counter: list[int] = field(default_factory=lambda: [0])
    own: int | None = None  # the node whose column this body fills
    _made: dict[tuple[int, Type | None], Pair] = field(default_factory=dict)

    def pair(self, node: int, wanted: Type | None = None) -> Pair:
        """The value of a node here; a word is coded as `wanted` says."""
        kind = self.program.graph.nodes[node].type
        key = (node, wanted if kind.kind == "word" else None)
        if key not in self._made:
            self._made[key] = self._make(node, wanted)
        return self._made[key]

    def local(self, kind: str, text: str) -> str:
        """A new local with this value, unless the text is a constant or a name already."""
        if text.isalnum():
            return text
        name = f"v{self.counter[0]}"
        self.counter[0] += 1
        self.lines.append(f"{kind} {name} = {text};")
        return name

    def inner(self, row: str) -> Body:
        """The statements about a member, to stand in a loop within these."""
        return Body(self.program, PERSON, row, top=self.top, needs=self.needs, counter=self.counter)

    def read(self, column: Column) -> Pair:
        """The value of a column in this row."""
        self.needs.add(self.program.layout.columns.index(column))
        self.top[column.name] = (
            f"{column.c_name} *restrict {column.name} = COLUMN({column.c_name}, {column.at});"
        )
        return self.loaded(column.kind, f"{column.name}[{self.row}]")

    def direct(self, kind: str, text: str, name: str) -> Pair:
        """The value of an array over all households of a kind, whose rows are the households."""
        c_name = "u8" if kind == "bool" else kind
        self.top[name] = f"const {c_name} *restrict {name} = (const {c_name} *){text} + B->home;"
        return self.loaded(kind, f"{name}[{self.row}]")

    def loaded(self, kind: str, text: str) -> Pair:
        if kind == "bool":
            byte = self.local("u8", text)
            return Pair(kind, self.local("u8", f"{byte} & 1"), self.local("u8", f"{byte} >> 1"))
        value = self.local(kind, text)
        return Pair(kind, value, self.local("u8", f"{value} != NONE_{kind}"))

    def stored(self, pair: Pair) -> str:
        """The pair as a column keeps it."""
        if pair.kind == "bool":
            return f"(u8)({pair.first} | ({pair.second} << 1))"
        if pair.second == "1":
            return f"({pair.kind}){pair.first}"
        return f"{pair.second} ? ({pair.kind}){pair.first} : NONE_{pair.kind}"

    def kind_of(self, node: int) -> str:
        graph = self.program.graph
        return c_type(graph.nodes[node].type, is_narrow=graph.is_narrow(node))

    def _make(self, number_of: int, wanted: Type | None) -> Pair:
        node = self.program.graph.nodes[number_of]
        if isinstance(node, tree.Const):
            return self._constant(node, number_of, wanted)
        column = None if number_of == self.own else self.program.shared_column(self, number_of)
        if column is not None:
            return self.read(column)
        return forms.pair(self, node, number_of)

    def _constant(self, node: Node, number_of: int, wanted: Type | None) -> Pair:
        assert isinstance(node, tree.Const)
        if isinstance(node.value, bool):
            return Pair("bool", *(("1", "0") if node.value else ("0", "1")))
        meant = wanted if node.type.kind == "word" and wanted is not None else node.type
        code = encoded(node.value, meant, self.program.words)
        kind = c_type(
            meant, is_narrow=self.program.graph.is_narrow(number_of) and abs(code) < 2**31
        )
        return Pair(kind, number(code), "1")
