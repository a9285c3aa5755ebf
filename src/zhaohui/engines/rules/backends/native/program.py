"""From a rulebook to one C program: the columns of a block, a function a rule, and what it must be given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.backends.native import folds
from zhaohui.engines.rules.backends.native.body import Body
from zhaohui.engines.rules.backends.native.graph import Graph
from zhaohui.engines.rules.backends.native.kinds import Words, c_type
from zhaohui.engines.rules.backends.native.layout import (
    LIVING,
    PERSON,
    Column,
    Layout,
    TableUse,
    position,
)
from zhaohui.engines.rules.backends.native.terms import Pair
from zhaohui.engines.rules.bounds import FACT_LIMITS
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.spec import Fact
from zhaohui.engines.rules.tree import Type

NO_LIMIT = 2**62


@dataclass(slots=True)
class Program:
    """A C program in the making: `functions` so far, and what their columns and arguments are."""

    book: Rulebook
    graph: Graph = field(default_factory=Graph)
    layout: Layout = field(default_factory=Layout)
    words: Words = field(default_factory=Words)
    functions: list[str] = field(default_factory=list)
    is_explained: bool = True  # whether reasons, needs and days are asked for
    shared: set[int] = field(default_factory=set)
    is_rare: bool = False  # whether what is being written is seldom run
    _columns: dict[tuple[object, ...], Column] = field(default_factory=dict)

    # What bodies ask for.

    def fact(self, body: Body, name: str) -> Pair:
        """A fact of the row: a column, or in a registered household's rule the array itself."""
        fact = self.book.facts[name]
        if body.context in (PERSON, LIVING):
            return body.read(self.fact_column(fact, body.context))
        place = position(self.layout.home_facts, name)
        return body.direct(fact_kind(fact), f"J->home[{place}]", f"h{place}")

    def split(self, body: Body, name: str) -> Pair:
        """A fact's date taken apart; a column for persons, since ages and terms all begin with it."""
        whole = self.fact(body, name)
        if body.context != PERSON:
            return Pair("i32", body.local("i32", f"split({whole.first})"), whole.second)
        column = self._column(("split", name), "i32", self._split)
        return Pair("i32", body.read(column).first, whole.second)

    def number(self, body: Body, what: str, name: str, kind: Type) -> str:
        """The local that holds a number of the day: a parameter, its next day, or today."""
        entry = (what, name, kind)
        place = position(self.layout.numbers, entry)
        body.top[f"p{place}"] = f"const i64 p{place} = J->numbers[{place}];"
        return f"p{place}"

    def table(self, body: Body, use: TableUse) -> str:
        place = position(self.layout.tables, use)
        body.top[f"t{place}"] = f"const Table *t{place} = J->tables + {place};"
        return f"t{place}"

    def area(self, body: Body, prefix: str) -> str:
        place = position(self.layout.areas, prefix)
        body.top[f"a_{place}"] = f"const u8 *restrict a_{place} = J->areas[{place}];"
        return f"a_{place}"

    def shared_column(self, body: Body, number: int) -> Column | None:
        """The column of an expression that several rules share, of persons only."""
        if body.context != PERSON or number not in self.shared:
            return None
        return self._column(("node", number), body.kind_of(number), self._node)

    def sum(self, number: int) -> int:
        """Where the array of a registered household's aggregate stands."""
        return position(self.layout.sums, number)

    def has_sum(self, context: str, number: int) -> bool:
        return ("sum", number, context) in self._columns

    def sum_column(self, context: str, number: int) -> Column:
        """The column of an aggregate, of households or spread over their persons."""
        node = self.graph.nodes[number]
        assert isinstance(node, tree.Aggregate)
        kind = c_type(node.type, is_narrow=self.graph.is_narrow(number))
        key = ("sum", number, context)
        if node.group == LIVING and context == LIVING:
            return self._column(key, kind, self._living_sum)
        if node.group == LIVING:
            own = self.sum_column(LIVING, number)
            return self._spread(key, own)
        place = self.sum(number)
        return self._gathered(key, kind, "registered_slot + B->row", f"J->sums[{place}]", "B->n")

    def fact_column(self, fact: Fact, context: str) -> Column:
        kind = fact_kind(fact)
        key = ("fact", fact.name, context)
        if fact.entity == PERSON:
            return self._column(key, kind, self._loaded)
        place = position(self.layout.home_facts, fact.name)
        if fact.entity == LIVING and context == LIVING:
            return self._gathered(
                key, kind, "living_slot + B->home", f"J->home[{place}]", "B->homes"
            )
        if fact.entity == LIVING:
            return self._spread(key, self.fact_column(fact, LIVING))
        return self._gathered(key, kind, "registered_slot + B->row", f"J->home[{place}]", "B->n")

    def scratch(self, name: str, kind: str) -> Column:
        """A column that the program's own functions fill."""
        return self._column(("scratch", name), kind, lambda _: None)

    # How columns are filled.

    def _column(self, key: tuple[object, ...], kind: str, fill: Callable[[Column], None]) -> Column:
        if key not in self._columns:
            made = self.layout.column(key, kind)
            self._columns[key] = made
            fill(made)
        return self._columns[key]

    def needs_of(self, *columns: Column) -> frozenset[int]:
        return frozenset(self.layout.columns.index(each) for each in columns)

    def _loaded(self, made: Column) -> None:
        fact = self.book.facts[str(made.key[1])]
        place = position(self.layout.person_facts, fact.name)
        start = f"{place}, B->row, B->n"
        out = f"COLUMN({made.c_name}, {made.at})"
        known = f"COLUMN(u8, {self.scratch('known', 'u8').at})"
        if made.kind == "bool":
            made.fill = f"load_bool(J, {start}, {out});"
        elif fact.type in ("enum", "text", "code"):
            made.fill = f"load_code_{made.kind}(J, {start}, {known}, {out});"
        else:
            limit = FACT_LIMITS.get(fact.type, NO_LIMIT)
            loader = "load_date" if fact.type == "date" else f"load_{made.kind}"
            made.fill = f"{loader}(J, {start}, {known}, {out}, {limit}ll);"

    def _spread(self, key: tuple[object, ...], own: Column) -> Column:
        def fill(made: Column) -> None:
            source, out = (f"COLUMN({each.c_name}, {each.at})" for each in (own, made))
            made.fill = f"expand_{made.c_name}(B->of, B->n, {source}, {out});"
            made.needs = self.needs_of(own)

        return self._column(key, own.kind, fill)

    def _gathered(
        self, key: tuple[object, ...], kind: str, slots: str, source: str, rows: str
    ) -> Column:
        def fill(made: Column) -> None:
            none = f"NONE_{made.kind}" if kind != "bool" else "0"
            out = f"COLUMN({made.c_name}, {made.at})"
            made.fill = f"gather_{made.c_name}(J->{slots}, {rows}, {source}, {none}, {out});"

        return self._column(key, kind, fill)

    def _node(self, made: Column) -> None:
        number = int(str(made.key[1]))
        body = Body(self, PERSON, own=number)
        value = body.stored(body.pair(number))
        self._looped(made, body, f"o[i] = {value};")

    def _split(self, made: Column) -> None:
        body = Body(self, PERSON)
        value = self.fact(body, str(made.key[1]))
        self._looped(made, body, f"o[i] = split({value.first});")

    def _looped(self, made: Column, body: Body, last: str) -> None:
        """A function that fills a column of persons row by row."""
        out = f"{made.c_name} *restrict o = COLUMN({made.c_name}, {made.at});"
        text = loop([*body.top.values(), out], [*body.lines, last], "B->n")
        self.functions.append(f"static void f_{made.name}(Job *J, const Block *B) {{\n{text}}}")
        made.fill = f"f_{made.name}(J, B);"
        made.needs = frozenset(body.needs)

    def _living_sum(self, made: Column) -> None:
        """A living household's aggregate: its members stand in a row, so the last sum is the whole."""
        number = int(str(made.key[1]))
        node = self.graph.nodes[number]
        assert isinstance(node, tree.Aggregate)
        source, needs = self.members(number)
        name = f"f_{made.name}"
        member = "x[i]" if node.body is not None else "0"
        of = source.kind if source else made.kind
        steps = [
            "i32 at = of[i];",
            f"so_far = at != was ? {folds.empty(node, made.kind)} : so_far, was = at;",
            f"so_far = {folds.fold(node, made.kind, 'so_far', member, of)};",
            "o[at] = so_far;",
        ]
        top = [
            "const i32 *of = B->of;",
            f"{made.c_name} so_far = 0, *restrict o = COLUMN({made.c_name}, {made.at}); i32 was = -1;",
        ]
        if source:
            top.append(f"const {source.c_name} *restrict x = COLUMN({source.c_name}, {source.at});")
        text = loop(top, steps, "B->n", plain=True)
        self.functions.append(f"static void {name}(Job *J, const Block *B) {{\n{text}}}")
        made.fill = f"{name}(J, B);"
        made.needs = needs

    def members(self, number: int) -> tuple[Column | None, frozenset[int]]:
        """The column of what an aggregate takes of each person, and what it rests on."""
        node = self.graph.nodes[number]
        if not isinstance(node, tree.Aggregate) or node.body is None:
            return None, frozenset()
        part = self.graph.parts[number][0]
        body = Body(self, PERSON)
        value = body.pair(part)
        inner = self.graph.nodes[part]
        if isinstance(inner, tree.FactRef):
            column = self.fact_column(self.book.facts[inner.name], PERSON)
        elif (column_of := self.shared_column(body, part)) is not None:
            column = column_of
        else:
            column = self._column(
                ("body", part), value.kind,
                lambda made: self._looped(made, body, f"o[i] = {body.stored(value)};"),
            )  # fmt: skip
        return column, self.needs_of(column)


def fact_kind(fact: Fact) -> str:
    """The kind of a fact's columns."""
    return c_type(Type(fact.type, fact.values), is_narrow=fact.type != "money")


def loop(top: Sequence[str], lines: Sequence[str], rows: str, *, plain: bool = False) -> str:
    """A loop over the rows of a block; unless plain, no row rests on another."""
    pragma = "" if plain else "#pragma GCC ivdep\n"
    body = "\n    ".join(lines)
    head = "\n  ".join(top)
    count = f"const i64 rows = {rows};"  # a local: no store can change it, and loops are vectorised
    return f"  {head}\n  {count}\n{pragma}  for (i64 i = 0; i < rows; i++) {{\n    {body}\n  }}\n"
