"""From the typed tree to SQL that answers exactly as the interpreter does, in DuckDB and in Spark.

NULL is unknown. What SQL gets wrong by itself is guarded: a CASE never falls to ELSE for a
condition that may be NULL, `least`, `greatest`, SUM and BOOL_OR never skip a NULL, division floors
or rounds as the language says, and by zero gives NULL. Operands that must be named more than
once, and expressions that several rules share, become columns of a lower layer (`Sheet`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zhaohui.engines.rules import bounds, tree
from zhaohui.engines.rules.backends.dialect import Dialect
from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.backends.sql_derived import joined, next_band, next_value, shifted
from zhaohui.engines.rules.day import Day
from zhaohui.engines.rules.derived_nodes import NEXT
from zhaohui.engines.rules.spec import Fact
from zhaohui.engines.rules.tree import Node
from zhaohui.engines.rules.vocabulary import BIRTH

PREFIXES = {"person": "p", "living": "l", "registered": "r"}
LEAVES = (tree.Const, tree.FactRef, tree.Today, tree.ParameterRef, tree.Aggregate)
IN_PLACE = (*LEAVES, tree.Pick, tree.BitOr, tree.Ends, tree.NextValue, tree.NextBand)


def fact_column(fact: Fact) -> str:
    """The column of a fact in the joined relation, marked by whose it is."""
    return f"{PREFIXES[fact.entity]}_{fact.column}"


@dataclass(slots=True)
class Sheet:
    """A relation whose upper layers add columns computed from the lower ones.

    `aggregates` names the columns that hold the aggregates of each group.
    """

    day: Day
    facts: Mapping[str, Fact]
    dialect: Dialect
    aggregates: Mapping[Node, str] = field(default_factory=dict)
    layers: list[list[str]] = field(default_factory=list)
    _names: dict[Node, tuple[str, int]] = field(default_factory=dict)
    _shared: Counter[Node] = field(default_factory=Counter)

    def share(self, roots: Iterable[Node]) -> None:
        """Count the expressions of all roots, so that those used twice are computed once."""
        for root in roots:
            self._shared.update(_below(root))

    def column(self, node: Node) -> str:
        """The name of a column that holds this expression, at the top of the sheet."""
        return self._hoist(node)[0]

    def text(self, node: Node) -> str:
        """The SQL of an expression that stands once above all layers."""
        return self._part(node)[0]

    def select(self, relation: str) -> str:
        """The relation with all layers on it, as a SELECT."""
        text = f"SELECT * FROM {relation}"
        for layer in self.layers:
            text = f"SELECT *, {', '.join(layer)} FROM ({text})"
        return text

    def _operand(self, node: Node) -> tuple[str, int]:
        """Text that may be repeated: a literal or the name of a column."""
        return self._emit(node) if isinstance(node, LEAVES) else self._hoist(node)

    def _part(self, node: Node) -> tuple[str, int]:
        """Text that stands once: in place, unless other expressions share it."""
        shared = self._shared[node] > 1 and not isinstance(node, IN_PLACE)
        return self._hoist(node) if shared else self._emit(node)

    def _hoist(self, node: Node) -> tuple[str, int]:
        if node not in self._names:
            text, level = self._emit(node)
            while len(self.layers) <= level:
                self.layers.append([])
            name = f"x{len(self._names)}"
            self.layers[level].append(f"{text} AS {name}")
            self._names[node] = (name, level + 1)
        return self._names[node]

    def _emit(self, node: Node) -> tuple[str, int]:
        """The SQL of a node, and how many layers lie below what it names."""
        match node:
            case tree.Const(value=value):
                return literal(value, node.type), 0
            case tree.FactRef(name=name):
                return fact_column(self.facts[name]), 0
            case tree.Age():
                return _years(fact_column(self.facts[BIRTH]), literal(self.day.as_of, tree.DATE)), 0
            case tree.Today():
                return literal(self.day.as_of, tree.DATE), 0
            case tree.ParameterRef(name=name):
                return literal(self.day.values[name], node.type), 0
            case tree.Aggregate():
                return self.aggregates[node], 0
            case tree.Known(item=tree.ParameterRef(name=name)):
                return ("FALSE" if self.day.values[name] is None else "TRUE"), 0
            case tree.Lookup(table=table) | tree.Band(table=table):
                return self._table(node, self.day.resolved[table].value)
            case tree.And(items=items) | tree.Or(items=items):
                texts, level = self._all(items)
                return f"({(' AND ' if isinstance(node, tree.And) else ' OR ').join(texts)})", level
            case _:
                return self._operation(node)

    def _operation(self, node: Node) -> tuple[str, int]:
        match node:
            case tree.Not(item=item):
                text, level = self._part(item)
                return f"(NOT {text})", level
            case tree.Known(item=item):
                text, level = self._part(item)
                return f"({text} IS NOT NULL)", level
            case tree.In(item=item, values=values):
                text, level = self._part(item)
                return f"({text} IN ({', '.join(self._emit(each)[0] for each in values)}))", level
            case tree.InArea(item=item, prefix=prefix):
                text, level = self._part(item)
                return f"({text} LIKE '{prefix}%')", level  # digits, see calls
            case tree.Compare(op=op, left=left, right=right):
                (a, b), level = self._all((left, right))
                sign = {"==": "=", "!=": "<>"}.get(op, op)
                return f"({a} {sign} {b})", level
            case tree.Arithmetic(op=op, left=left, right=right) if op != "//":
                (a, b), level = self._all((left, right))
                return f"({a} {op} {b})", level
            case tree.Pick() | tree.BitOr() | tree.Ends():
                texts, level = self._all(tree.children(node))
                return joined(node, texts), level
            case tree.NextValue(name=name, key=key):
                whole, cells = self.day.values[NEXT + name]
                text, level = self._operand(key) if key else ("", 0)
                return next_value(whole, cells, text, key), level
            case tree.NextBand(table=table, key=key):
                text, level = self._operand(key)
                return next_band(self.day.values[table], text), level
        operands = [self._operand(child) for child in tree.children(node)]
        level = max(each for _, each in operands)
        return _repeating(self.dialect, node, [text for text, _ in operands]), level

    def _all(self, nodes: Iterable[Node]) -> tuple[list[str], int]:
        parts = [self._part(each) for each in nodes]
        return [text for text, _ in parts], max(level for _, level in parts)

    def _table(self, node: tree.Lookup | tree.Band, value: Any) -> tuple[str, int]:
        if value is None:
            return literal(None, node.type), 0
        key, level = self._operand(node.key)
        if isinstance(node, tree.Lookup):
            cases = [f"WHEN {literal(each, node.key.type)} THEN {literal(cell, node.type)}"
                     for each, cell in value.items()]  # fmt: skip
            return f"CASE {key} {' '.join(cases)} END", level
        bands = sorted(value.items(), reverse=True)
        cases = [f"WHEN {key} >= {literal(low, tree.INT)} THEN {literal(cell, node.type)}"
                 for low, cell in bands]  # fmt: skip
        cases.append(f"WHEN {key} < {literal(bands[-1][0], tree.INT)} THEN 0::BIGINT")
        return f"CASE {' '.join(cases)} END", level


def _below(node: Node) -> Iterable[Node]:
    """The nodes of one relation: an aggregate's body belongs to another."""
    yield node
    if not isinstance(node, tree.Aggregate):
        for child in tree.children(node):
            yield from _below(child)


def _repeating(dialect: Dialect, node: Node, texts: list[str]) -> str:
    """Forms that name an operand more than once; every text is a literal or a column's name."""
    match node:
        case tree.IfElse():
            when, then, other = texts
            return (
                f"CASE WHEN {when} THEN {then} WHEN NOT {when} THEN {other} "
                f"WHEN {then} = {other} THEN {then} END"
            )
        case tree.Arithmetic(left=left, right=right):
            return _floor(dialect, *texts, is_plain=left.low >= 0 and right.low >= 0)
        case tree.MulDiv():
            return _muldiv(dialect, node, *texts)
        case tree.Extreme(op=op, items=items):
            unsure = [text for text, item in zip(texts, items, strict=True)
                      if not isinstance(item, tree.Const)]  # fmt: skip
            name = "least" if op == "min" else "greatest"
            guard = " AND ".join(f"{text} IS NOT NULL" for text in unsure) or "TRUE"
            return f"CASE WHEN {guard} THEN {name}({', '.join(texts)}) END"
        case tree.Shift(unit=unit):
            return shifted(dialect, unit, *texts)
        case tree.Span(unit=unit):
            return _years(*texts) if unit == "years" else _months(*texts)
    raise AssertionError(node)


def _years(start: str, end: str) -> str:
    early = f"(month({end}) * 100 + day({end}) < month({start}) * 100 + day({start}))"
    return f"(year({end}) - year({start}) - {early}::BIGINT)"


def _months(start: str, end: str) -> str:
    months = f"(year({end}) - year({start})) * 12 + month({end}) - month({start})"
    return f"({months} - (day({end}) < day({start}))::BIGINT)"


def _floor(dialect: Dialect, dividend: str, by: str, *, is_plain: bool) -> str:
    """SQL cuts towards zero; below zero the language floors."""
    quotient = f"({dividend} {dialect.quotient} nullif({by}, 0))"
    if is_plain:
        return quotient
    uneven = f"({dividend} % nullif({by}, 0) <> 0 AND ({dividend} < 0) <> ({by} < 0))"
    return f"({quotient} - {uneven}::BIGINT)"


def _muldiv(dialect: Dialect, node: tree.MulDiv, item: str, times: str, by: str) -> str:
    """Rounded half away from zero; in 128 bits where the product may leave 64."""
    product = bounds.of_product(node.item, node.times)
    widest = max(-product[0], product[1], 2 * max(-node.by.low, node.by.high))
    wide = f"::{dialect.wide}" if widest > bounds.INT64 else ""
    dividend, divisor = f"({item}{wide} * {times})", f"nullif({by}, 0)"
    half = f"(2 * abs({dividend} % {divisor}) >= abs({by}))::BIGINT"
    if product[0] < 0 or node.by.low < 0:
        half += f" * CASE WHEN ({dividend} < 0) <> ({by} < 0) THEN -1 ELSE 1 END"
    return f"({dividend} {dialect.quotient} {divisor} + {half})::BIGINT"


def aggregate(node: tree.Aggregate, body: str) -> str:
    """An aggregate over the rows of a household, NULL when a needed member's value is."""
    everyone = f"count(*) = count({body})"
    match node.op:
        case "size":
            return "count(*)"
        case "total":
            return f"CASE WHEN {everyone} THEN sum({body})::BIGINT END"
        case "count":
            return f"CASE WHEN {everyone} THEN count(*) FILTER (WHERE {body}) END"
        case "largest":
            return f"CASE WHEN {everyone} THEN max({body}) END"
        case "any_of":
            return f"CASE WHEN bool_or({body}) THEN TRUE WHEN {everyone} THEN FALSE END"
        case "bits":
            return f"bit_or({body})"
        case "first" | "last":
            return f"{'min' if node.op == 'first' else 'max'}({body})"
        case "all_of":
            return f"CASE WHEN NOT bool_and({body}) THEN FALSE WHEN {everyone} THEN TRUE END"
    raise AssertionError(node)
