"""The functions of the language: what each takes, and the typed node it becomes."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from zhaohui.engines.rules import bounds, tree
from zhaohui.engines.rules.check import build
from zhaohui.engines.rules.operators import refuse_zero
from zhaohui.engines.rules.parse import near
from zhaohui.engines.rules.scope import HOUSEHOLDS, Scope, meet, named, want
from zhaohui.engines.rules.spec import Parameter, Value
from zhaohui.engines.rules.tree import Node, Type
from zhaohui.engines.rules.vocabulary import FUNCTIONS

AGGREGATES = {"total", "count", "any_of", "all_of", "largest", "size"}
Arguments = list[ast.expr]


def build_call(expression: ast.Call, scope: Scope) -> Node:
    """The node of a function call; raises RuleError for an unknown function or wrong arguments."""
    if not isinstance(expression.func, ast.Name):
        raise scope.refusal(f"“{scope.site.of(expression)}” calls something that is not a function")
    name = expression.func.id
    if name not in FUNCTIONS:
        raise scope.refusal(
            f"“{name}” is not a function",
            near(name, FUNCTIONS) or f"There are: {', '.join(FUNCTIONS)}.",
        )
    if expression.keywords or any(isinstance(each, ast.Starred) for each in expression.args):
        raise scope.refusal(f"{name}(…) takes plain arguments only, without names or *")
    if name in AGGREGATES:
        return _aggregate(name, expression.args, scope)
    return BUILDERS[name](expression.args, scope)


def _count(arguments: Arguments, wanted: int, usage: str, scope: Scope) -> None:
    if len(arguments) != wanted:
        raise scope.refusal(
            f"{usage} takes {wanted} argument{'s' * (wanted != 1)}, not {len(arguments)}"
        )


def _literal(argument: ast.expr) -> object:
    if isinstance(argument, ast.UnaryOp) and isinstance(argument.op, ast.USub):
        value = _literal(argument.operand)
        return -value if isinstance(value, int | float) else None
    return argument.value if isinstance(argument, ast.Constant) else None


def _yuan(arguments: Arguments, scope: Scope) -> Node:
    _count(arguments, 1, "元(25)", scope)
    value = _literal(arguments[0])
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise scope.refusal(f"元(…) takes a plain number, not “{scope.site.of(arguments[0])}”")
    if abs(value) > bounds.MAX_MONEY_FEN // 100:
        raise scope.refusal(f"元({value}) is too large")
    fen = Decimal(str(value)) * 100
    if fen != int(fen):
        raise scope.refusal(
            f"元({value}) has more than two decimals", "Money is kept in whole fen."
        )
    return tree.Const(type=tree.MONEY, value=int(fen), low=int(fen), high=int(fen))


def _date(arguments: Arguments, scope: Scope) -> Node:
    _count(arguments, 3, "date(2025, 1, 1)", scope)
    parts = [_literal(each) for each in arguments]
    numbers = [each for each in parts if isinstance(each, int) and not isinstance(each, bool)]
    if len(numbers) != 3:
        raise scope.refusal("date(…) takes three plain numbers", "Write date(2025, 1, 1).")
    try:
        return tree.Const(type=tree.DATE, value=date(*numbers))
    except (ValueError, OverflowError):
        shown = ", ".join(map(str, numbers))
        raise scope.refusal(f"there is no day date({shown})") from None


def _extreme(op: str) -> Callable[[Arguments, Scope], Node]:
    def make(arguments: Arguments, scope: Scope) -> Node:
        if len(arguments) < 2:
            raise scope.refusal(f"{op}(a, b, …) takes at least two arguments")
        items = tuple(build(each, scope) for each in arguments)
        for item in items:
            if item.type.kind not in ("int", "money", "date"):
                raise scope.refusal(
                    f"“{item.text}” is {named(item.type)}; {op} needs numbers or dates"
                )
            meet(items[0], item, scope, f"“{items[0].text}” and “{item.text}” in {op}")
        low, high = bounds.of_extreme(op, items)
        return tree.Extreme(type=items[0].type, op=op, items=items, low=low, high=high)

    return make


def _muldiv(arguments: Arguments, scope: Scope) -> Node:
    _count(arguments, 3, "muldiv(x, n, d)", scope)
    item, times, by = (build(each, scope) for each in arguments)
    for each in (item, times, by):
        if not each.type.is_number:
            raise scope.refusal(
                f"“{each.text}” is {named(each.type)}; muldiv needs numbers or money"
            )
    if times.type != by.type:
        raise scope.refusal(
            f"“{times.text}” and “{by.text}” in muldiv must be both numbers or both money"
        )
    refuse_zero(by, scope)
    low, high = bounds.of_quotient(bounds.of_product(item, times), by)
    return tree.MulDiv(type=item.type, item=item, times=times, by=by, low=low, high=high)


def _in_area(arguments: Arguments, scope: Scope) -> Node:
    _count(arguments, 2, "in_area(code, '51')", scope)
    item = want(build(arguments[0], scope), tree.CODE, scope)
    prefix = _literal(arguments[1])
    if not (isinstance(prefix, str) and prefix.isascii() and prefix.isdigit()):
        raise scope.refusal(
            f"in_area needs a code in quotes, not “{scope.site.of(arguments[1])}”",
            "Write in_area(户籍区划, '51').",
        )
    return tree.InArea(type=tree.BOOL, item=item, prefix=prefix)


def _span(unit: str) -> Callable[[Arguments, Scope], Node]:
    limit = bounds.MAX_YEARS if unit == "years" else bounds.MAX_MONTHS

    def make(arguments: Arguments, scope: Scope) -> Node:
        _count(arguments, 2, f"{unit}(d1, d2)", scope)
        start, end = (want(build(each, scope), tree.DATE, scope) for each in arguments)
        return tree.Span(type=tree.INT, unit=unit, start=start, end=end, low=-limit, high=limit)

    return make


def _known(arguments: Arguments, scope: Scope) -> Node:
    _count(arguments, 1, "known(x)", scope)
    return tree.Known(type=tree.BOOL, item=build(arguments[0], scope))


def _table(arguments: Arguments, scope: Scope, usage: str) -> Parameter:
    _count(arguments, 2, usage, scope)
    name = arguments[0].id if isinstance(arguments[0], ast.Name) else ""
    found = scope.vocabulary.parameters.get(name)
    if found is None or found.type != "table":
        tables = [key for key, each in scope.vocabulary.parameters.items() if each.type == "table"]
        shown = scope.site.of(arguments[0])
        raise scope.refusal(f"“{shown}” is not a table in {usage}", near(name, tables))
    return found


def _values(table: Parameter) -> list[int]:
    cells = [
        cell
        for version in table.versions
        if isinstance(version.value, dict)
        for cell in version.value.values()
    ]
    return [cell for cell in cells if isinstance(cell, int)]


def _value_type(table: Parameter) -> Type:
    return tree.INT if table.of == "bp" else Type(table.of or "money")


def _lookup(arguments: Arguments, scope: Scope) -> Node:
    table = _table(arguments, scope, "lookup(table, key)")
    key = build(arguments[1], scope)
    if table.key == "band":
        raise scope.refusal(f"{table.name} has bands", f"Write band({table.name}, …).")
    allowed = ("int",) if table.key == "int" else ("enum", "text", "code", "word")
    if key.type.kind not in allowed:
        raise scope.refusal(
            f"“{key.text}” is {named(key.type)}; the keys of {table.name} are "
            f"{'numbers' if table.key == 'int' else 'texts'}"
        )
    _check_keys(table, key, scope)
    low, high = bounds.of_values(_values(table))
    return tree.Lookup(type=_value_type(table), table=table.name, key=key, low=low, high=high)


def _check_keys(table: Parameter, key: Node, scope: Scope) -> None:
    """A table asked by an enum must not have keys that the enum never is: a word mistyped."""
    if key.type.kind != "enum":
        return
    for version in table.versions:
        for each in version.value if isinstance(version.value, dict) else ():
            if each not in key.type.values:
                raise scope.refusal(
                    f"table {table.name} has the key “{each}”, which “{key.text}” never is",
                    near(str(each), list(key.type.values)),
                )


def _band(arguments: Arguments, scope: Scope) -> Node:
    table = _table(arguments, scope, "band(table, n)")
    key = build(arguments[1], scope)
    if table.key != "band":
        raise scope.refusal(f"{table.name} has no bands", f"Write lookup({table.name}, …).")
    if not key.type.is_number:
        raise scope.refusal(
            f"“{key.text}” is {named(key.type)}; a band is found by a number or money"
        )
    kind = _value_type(table)
    if not kind.is_number:
        raise scope.refusal(
            f"the bands of {table.name} hold {named(kind)}; they must hold money or numbers"
        )
    low, high = bounds.of_values([0, *_values(table)])
    return tree.Band(type=kind, table=table.name, key=key, low=low, high=high)


def _aggregate(op: str, arguments: Arguments, scope: Scope) -> Node:
    body_count = 0 if op == "size" else 1
    usage = "size()" if op == "size" else f"{op}(…)"
    if scope.in_aggregate:
        raise scope.refusal(f"{usage} stands inside another aggregate; aggregates do not nest")
    if not body_count <= len(arguments) <= body_count + 1:
        _count(arguments, body_count, usage, scope)
    group = scope.group
    if len(arguments) > body_count:
        group = _group(arguments[body_count], scope)
    body = build(arguments[0], replace(scope, in_aggregate=True)) if body_count else None
    kind, low, high = _aggregate_type(op, body, scope)
    return tree.Aggregate(type=kind, op=op, body=body, group=group, low=low, high=high)


def _group(argument: ast.expr, scope: Scope) -> str:
    name: Value | object = _literal(argument)
    if name not in HOUSEHOLDS:
        shown = scope.site.of(argument)
        raise scope.refusal(f"“{shown}” names no group", "Write 'living' or 'registered'.")
    if scope.subject == "household" and name != scope.group:
        raise scope.refusal(
            f"this rule's subject is the {scope.group} household, not the {name} one"
        )
    return str(name)


def _aggregate_type(op: str, body: Node | None, scope: Scope) -> tuple[Type, int, int]:
    most = bounds.MAX_MEMBERS
    if body is None:
        return tree.INT, 1, most
    if op in ("count", "any_of", "all_of"):
        want(body, tree.BOOL, scope)
        return (tree.INT, 0, most) if op == "count" else (tree.BOOL, 0, 0)
    allowed = ("int", "money") if op == "total" else ("int", "money", "date")
    if body.type.kind not in allowed:
        raise scope.refusal(f"“{body.text}” is {named(body.type)}; {op} needs numbers or money")
    if op == "total":
        return body.type, min(body.low, body.low * most), max(body.high, body.high * most)
    return body.type, body.low, body.high


BUILDERS: dict[str, Callable[[Arguments, Scope], Node]] = {
    "元": _yuan,
    "date": _date,
    "min": _extreme("min"),
    "max": _extreme("max"),
    "muldiv": _muldiv,
    "in_area": _in_area,
    "years": _span("years"),
    "months": _span("months"),
    "known": _known,
    "lookup": _lookup,
    "band": _band,
}
