"""A rule's expression as a Chinese sentence part, for people who do not read code."""

from __future__ import annotations

import ast
from collections.abc import Mapping

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "是",
    ast.NotEq: "不是",
    ast.Lt: "低于",
    ast.LtE: "不超过",
    ast.Gt: "高于",
    ast.GtE: "不低于",
    ast.In: "是",
    ast.NotIn: "不是",
}
DATE_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "早于",
    ast.LtE: "不晚于",
    ast.Gt: "晚于",
    ast.GtE: "不早于",
}
WHOLE_BP = "10000"  # basis points in a whole: their parameters are shown in per cent
ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "＋",
    ast.Sub: "－",
    ast.Mult: "×",
    ast.FloorDiv: "÷",
}
CALLS = {
    "元": "{0}元",
    "band": "按“{1}”分档查“{0}”",
    "lookup": "按“{1}”查“{0}”",
    "min": "{all}中较小的",
    "max": "{all}中较大的",
    "muldiv": "{0}×{1}÷{2}",
    "in_area": "{0}在{1}",
    "years": "从{0}到{1}的周年数",
    "months": "从{0}到{1}的整月数",
    "known": "已知{0}",
    "total": "全家“{0}”合计",
    "count": "全家中{0}的人数",
    "any_of": "家中有人{0}",
    "all_of": "家中每人都{0}",
    "largest": "全家最大的“{0}”",
    "size": "家庭人数",
    "date": "{0}年{1}月{2}日",
}
NOTHING = CALLS["元"].format(0)


def in_words(expression: str, *, areas: Mapping[str, str]) -> str:
    """Return an expression of the rules language in Chinese words.

    `areas` gives the name of a division prefix. The expression was checked when the pack was loaded.
    """
    return str(_Words(areas).visit(ast.parse(expression.strip(), mode="eval").body))


def names_in(*expressions: str | None) -> list[str]:
    """Return the names that expressions use, in order of first use."""
    trees = [ast.parse(e.strip(), mode="eval") for e in expressions if e]
    names = [node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return list(dict.fromkeys(names))


class _Words(ast.NodeVisitor):
    """Turns a checked expression into words, brackets only where arithmetic needs them."""

    def __init__(self, areas: Mapping[str, str]) -> None:
        self.areas = areas

    def visit_Name(self, node: ast.Name) -> str:
        return title(node.id)

    def visit_Constant(self, node: ast.Constant) -> str:
        if isinstance(node.value, bool):
            return "是" if node.value else "否"
        return self.areas.get(str(node.value), str(node.value))

    def visit_Tuple(self, node: ast.Tuple) -> str:
        return "、".join(self.visit(item) for item in node.elts)

    def visit_BoolOp(self, node: ast.BoolOp) -> str:
        word = "，且" if isinstance(node.op, ast.And) else "，或"
        return word.join(self.visit(value) for value in node.values)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> str:
        inner = self.visit(node.operand)
        return f"不属于“{inner}”" if isinstance(node.op, ast.Not) else f"－{inner}"

    def visit_Compare(self, node: ast.Compare) -> str:
        words = str(self.visit(node.left))
        for op, right in zip(node.ops, node.comparators, strict=True):
            verbs = DATE_COMPARISONS if called(right) == "date" else {}
            several = "之一" if isinstance(right, ast.Tuple) else ""
            words += verbs.get(type(op), COMPARISONS[type(op)]) + self.visit(right) + several
        return words

    def visit_BinOp(self, node: ast.BinOp) -> str:
        binds = not isinstance(node.op, ast.Add | ast.Sub)
        left = self._part(node.left, brackets=binds)
        right = self._part(node.right, brackets=binds or isinstance(node.op, ast.Sub))
        return f"{left} {ARITHMETIC[type(node.op)]} {right}"

    def visit_IfExp(self, node: ast.IfExp) -> str:
        rest = self.visit(node.orelse)
        rest = rest if isinstance(node.orelse, ast.IfExp) else f"其他：{rest}"
        return f"{self.visit(node.test)}的：{self.visit(node.body)}；{rest}"

    def visit_Call(self, node: ast.Call) -> str:
        name, words = called(node), [str(self.visit(item)) for item in node.args]
        if name == "max" and words[0] == NOTHING:
            return f"{words[1]}（不足{NOTHING}的按{NOTHING}）"
        if name == "muldiv" and words[2] == WHOLE_BP:
            return f"{self._part(node.args[0], brackets=True)} × {words[1]}"
        return CALLS[name].format(*words, all="、".join(words))

    def _part(self, node: ast.expr, *, brackets: bool) -> str:
        sum_in_product = brackets and isinstance(node, ast.BinOp)
        loose = isinstance(node, ast.IfExp) or called(node) in ("min", "max")
        words = str(self.visit(node))
        return f"（{words}）" if sum_in_product or loose else words


def called(node: ast.expr) -> str:
    """Return the name of the function that an expression calls, else nothing."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return node.func.id if is_call else ""  # type: ignore[attr-defined]


def title(name: str) -> str:
    """Return a parameter's name for reading: 标准_城市 becomes 标准（城市）."""
    head, *rest = name.split("_")
    return head + "".join(f"（{part}）" for part in rest)
