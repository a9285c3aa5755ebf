"""The typed nodes of arithmetic, choice and comparison."""

from __future__ import annotations

from zhaohui.engines.rules import bounds, tree
from zhaohui.engines.rules.scope import Scope, meet, named
from zhaohui.engines.rules.tree import Node


def negative(item: Node, scope: Scope) -> Node:
    if not item.type.is_number:
        raise scope.refusal(f"“{item.text}” is {named(item.type)} and has no negative")
    if isinstance(item, tree.Const) and isinstance(item.value, int):
        return tree.Const(type=item.type, value=-item.value, low=-item.value, high=-item.value)
    zero = tree.Const(type=item.type, value=0, text="0")
    return tree.Arithmetic(
        type=item.type, op="-", left=zero, right=item, low=-item.high, high=-item.low
    )


def arithmetic(op: str, left: Node, right: Node, scope: Scope) -> Node:
    for side in (left, right):
        if not side.type.is_number:
            hint = "Count with years(d1, d2) or months(d1, d2)." if side.type == tree.DATE else ""
            raise scope.refusal(
                f"“{side.text}” is {named(side.type)}; {op} needs numbers or money", hint
            )
    kinds = (left.type.kind, right.type.kind)
    kind = {
        "+": {("int", "int"): tree.INT, ("money", "money"): tree.MONEY},
        "-": {("int", "int"): tree.INT, ("money", "money"): tree.MONEY},
        "*": {("int", "int"): tree.INT, ("money", "int"): tree.MONEY, ("int", "money"): tree.MONEY},
        "//": {("int", "int"): tree.INT, ("money", "int"): tree.MONEY,
               ("money", "money"): tree.INT},
    }[op].get(kinds)  # fmt: skip
    if kind is None:
        raise scope.refusal(
            f"“{left.text}” is {named(left.type)} and “{right.text}” {named(right.type)}; "
            f"{op} does not join them",
            "Write money as 元(25)." if op in "+-" else "",
        )
    if op == "//":
        refuse_zero(right, scope)
    low, high = bounds.of_arithmetic(op, left, right)
    return tree.Arithmetic(type=kind, op=op, left=left, right=right, low=low, high=high)


def choice(when: Node, then: Node, other: Node, scope: Scope) -> Node:
    kind = meet(then, other, scope, f"the branches “{then.text}” and “{other.text}”")
    low, high = bounds.of_union(then, other)
    return tree.IfElse(type=kind, when=when, then=then, other=other, low=low, high=high)


def comparison(op: str, left: Node, right: Node, scope: Scope) -> Node:
    kind = meet(left, right, scope, f"the two sides “{left.text}” and “{right.text}”")
    if op not in ("==", "!=") and kind.kind not in ("int", "money", "date"):
        hint = "List the values: x in ('…', '…')." if kind.kind == "enum" else ""
        raise scope.refusal(
            f"“{left.text}” is {named(kind)} and has no order; {op} needs one", hint
        )
    return tree.Compare(type=tree.BOOL, op=op, left=left, right=right)


def refuse_zero(by: Node, scope: Scope) -> None:
    """Refuse a divisor that may be zero with no fact or parameter that could be corrected."""
    mendable = any(isinstance(each, tree.FactRef | tree.Age) for each in tree.walk(by))
    if by.low == by.high == 0:
        raise scope.refusal(f"“{by.text}” is always zero and cannot divide")
    if by.low <= 0 <= by.high and not mendable and not tree.parameters_in(by):
        raise scope.refusal(f"“{by.text}” may be zero and cannot divide", "Write max(1, …).")
