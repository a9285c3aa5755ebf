"""From Python's syntax tree to the typed tree: the white list, and the types of everything."""

from __future__ import annotations

import ast
from dataclasses import replace

from zhaohui.engines.rules import bounds, tree
from zhaohui.engines.rules.errors import RuleError
from zhaohui.engines.rules.operators import arithmetic, choice, comparison, negative
from zhaohui.engines.rules.parse import near, parse
from zhaohui.engines.rules.scope import Scope, meet, want
from zhaohui.engines.rules.spec import Fact, Parameter
from zhaohui.engines.rules.tree import Node, Type
from zhaohui.engines.rules.vocabulary import AGE, BIRTH, FUNCTIONS, TODAY, Vocabulary

MAX_LITERAL = 10**15
COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//",
}  # fmt: skip


def check(
    text: str, vocabulary: Vocabulary, *, subject: str, group: str, place: str, owner: str
) -> Node:
    """The typed tree of one expression; raises RuleError with the sentence that says what to mend."""
    expression, site = parse(text, place=place, owner=owner)
    scope = Scope(vocabulary, site, subject, group)
    return build(expression, scope)


def build(expression: ast.expr, scope: Scope) -> Node:
    """One node of the typed tree, with its text and range."""
    node = _build(expression, scope)
    if node.type.is_number and max(-node.low, node.high) > bounds.INT64:
        raise scope.refusal(
            f"“{scope.site.of(expression)}” could grow beyond what a number can hold",
            "Bound its parts, for example min(月数, 600), or use muldiv(x, n, d).",
        )
    return replace(node, text=scope.site.of(expression))


def _build(expression: ast.expr, scope: Scope) -> Node:
    match expression:
        case ast.Name(id=name):
            return _name(name, scope)
        case ast.Constant(value=value):
            return _literal(value, scope)
        case ast.BoolOp(op=op, values=values):
            items = tuple(want(build(each, scope), tree.BOOL, scope) for each in values)
            kind = tree.And if isinstance(op, ast.And) else tree.Or
            return kind(type=tree.BOOL, items=items)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return tree.Not(type=tree.BOOL, item=want(build(operand, scope), tree.BOOL, scope))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return negative(build(operand, scope), scope)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in OPERATORS:
            return arithmetic(OPERATORS[type(op)], build(left, scope), build(right, scope), scope)
        case ast.Compare():
            return _comparisons(expression, scope)
        case ast.IfExp(test=test, body=then, orelse=other):
            when = want(build(test, scope), tree.BOOL, scope)
            return choice(when, build(then, scope), build(other, scope), scope)
        case ast.Call():
            return _call(expression, scope)
    raise _syntax_refusal(expression, scope)


def _syntax_refusal(expression: ast.expr, scope: Scope) -> RuleError:
    shown = scope.site.of(expression)
    if isinstance(expression, ast.BinOp):
        hints = {
            ast.Div: "Write x // n (floors) or muldiv(x, n, d) (rounds).",
            ast.BitAnd: "Write and.",
            ast.BitOr: "Write or.",
        }
        hint = hints.get(type(expression.op), "Use + - * // and muldiv.")
        return scope.refusal(f"“{shown}” uses an operator that rules do not have", hint)
    what = {
        ast.Attribute: "a dot", ast.Subscript: "square brackets", ast.Lambda: "lambda",
        ast.ListComp: "a comprehension", ast.GeneratorExp: "a comprehension",
        ast.JoinedStr: "an f-string", ast.NamedExpr: ":=", ast.Dict: "braces", ast.Set: "braces",
        ast.Tuple: "a list outside `in`", ast.List: "a list outside `in`", ast.Starred: "*",
    }.get(type(expression), "something")  # fmt: skip
    return scope.refusal(f"“{shown}” uses {what}, which rules do not have")


def _name(name: str, scope: Scope) -> Node:
    vocabulary = scope.vocabulary
    if name == TODAY:
        return tree.Today(type=tree.DATE)
    if name == AGE:
        if BIRTH not in vocabulary.facts:
            raise scope.refusal(f"{AGE} is counted from {BIRTH}, which the fact dictionary lacks")
        _person_only(AGE, scope)
        return tree.Age(type=tree.INT, low=-bounds.MAX_YEARS, high=bounds.MAX_YEARS)
    if fact := vocabulary.facts.get(name):
        return _fact(fact, scope)
    if parameter := vocabulary.parameters.get(name):
        return _parameter(parameter, scope)
    if name in FUNCTIONS:
        raise scope.refusal(f"{name} is a function", f"Write {name}(…).")
    raise scope.refusal(
        f"“{name}” is not a fact, parameter or function",
        near(name, vocabulary.names) or "Facts are defined in facts.toml, parameters in params/.",
    )


def _person_only(name: str, scope: Scope) -> None:
    if not scope.is_person:
        raise scope.refusal(
            f"“{name}” is a fact of a person, and this rule's subject is a household",
            f"Ask about its members: total({name}), any_of({name} …), all_of({name} …).",
        )


def _fact(fact: Fact, scope: Scope) -> Node:
    if fact.entity == "person":
        _person_only(fact.name, scope)
    elif not scope.is_person and fact.entity != scope.group:
        raise scope.refusal(
            f"“{fact.name}” is a fact of the {fact.entity} household, "
            f"and this rule's subject is the {scope.group} household",
        )
    limit = bounds.FACT_LIMITS.get(fact.type, 0)
    kind = Type(fact.type, fact.values)
    return tree.FactRef(type=kind, name=fact.name, entity=fact.entity, low=-limit, high=limit)


def _parameter(parameter: Parameter, scope: Scope) -> Node:
    if parameter.type == "table":
        raise scope.refusal(
            f"“{parameter.name}” is a table",
            f"Write band({parameter.name}, 年龄) or lookup({parameter.name}, …).",
        )
    kind = tree.INT if parameter.type == "bp" else Type(parameter.type)
    known = [each.value for each in parameter.versions if isinstance(each.value, int)]
    low, high = bounds.of_values(known)
    return tree.ParameterRef(type=kind, name=parameter.name, low=low, high=high)


def _literal(value: object, scope: Scope) -> Node:
    if isinstance(value, bool):
        return tree.Const(type=tree.BOOL, value=value)
    if isinstance(value, int):
        if value > MAX_LITERAL:
            raise scope.refusal(f"the number {str(value)[:20]} is too large")
        return tree.Const(type=tree.INT, value=value, low=value, high=value)
    if isinstance(value, str):
        return tree.Const(type=tree.WORD, value=value)
    if isinstance(value, float):
        raise scope.refusal(
            f"the decimal number {value} cannot be used",
            f"Money is written 元({value}); a share muldiv(x, n, d).",
        )
    if value is None:
        raise scope.refusal("None has no meaning here", "Write known(x) to ask whether x is known.")
    raise scope.refusal(f"the literal {value!r} has no meaning here")


def _comparisons(expression: ast.Compare, scope: Scope) -> Node:
    operands = [expression.left, *expression.comparators]
    parts: list[Node] = []
    for left, op, right in zip(operands, expression.ops, operands[1:], strict=False):
        if isinstance(op, ast.In | ast.NotIn):
            parts.append(_membership(build(left, scope), right, scope, isinstance(op, ast.NotIn)))
        elif type(op) in COMPARISONS:
            sides = build(left, scope), build(right, scope)
            text = f"{sides[0].text} {COMPARISONS[type(op)]} {sides[1].text}"
            parts.append(replace(comparison(COMPARISONS[type(op)], *sides, scope), text=text))
        else:
            raise scope.refusal("`is` does not compare values", "Write == or known(x).")
    if len(parts) == 1:
        return parts[0]
    return tree.And(type=tree.BOOL, items=tuple(parts))


def _membership(item: Node, listed: ast.expr, scope: Scope, negated: bool) -> Node:
    if not isinstance(listed, ast.Tuple | ast.List) or not listed.elts:
        raise scope.refusal(
            f"after in, “{scope.site.of(listed)}” is no list", "Write in ('甲', '乙')."
        )
    values = []
    for each in listed.elts:
        value = build(each, scope)
        if not isinstance(value, tree.Const):
            raise scope.refusal(f"“{value.text}” in the list after in is not a plain value")
        meet(item, value, scope, f"“{item.text}” and “{value.text}” in its list")
        values.append(value)
    node = tree.In(type=tree.BOOL, item=item, values=tuple(values), text=item.text)
    return tree.Not(type=tree.BOOL, item=node) if negated else node


def _call(expression: ast.Call, scope: Scope) -> Node:
    from zhaohui.engines.rules.calls import build_call  # the two call each other

    return build_call(expression, scope)
