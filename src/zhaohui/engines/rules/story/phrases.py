"""A typed expression in Chinese words, for people who do not read code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.spec import Value
from zhaohui.engines.rules.tree import Node
from zhaohui.engines.rules.vocabulary import AGE, TODAY

COMPARISONS = {"==": "是", "!=": "不是", "<": "低于", "<=": "不超过", ">": "高于", ">=": "不低于"}
DATE_COMPARISONS = COMPARISONS | {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}
OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", "<=": ">", ">": "<="}
MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
ARITHMETIC = {"+": "＋", "-": "－", "*": "×", "//": "÷"}
AGES = {">=": "年满{}周岁", "<": "未满{}周岁", ">": "超过{}周岁", "<=": "不超过{}周岁"}
AGGREGATES = {
    "total": "全家“{}”合计",
    "count": "全家中{}的人数",
    "any_of": "家中有人{}",
    "all_of": "家中每人都{}",
    "largest": "全家最大的“{}”",
}
WHOLE_BP = 10000  # basis points in a whole: their parameters are shown in per cent

Areas = Mapping[str, str]


def phrase(node: Node, areas: Areas) -> str:
    """Return an expression in words; `areas` gives the name of a division prefix."""
    return _Phrases(areas).of(node)


def title(name: str) -> str:
    """Return a parameter's name for reading.

    >>> title("标准_城市")
    '标准（城市）'
    """
    head, *rest = name.split("_")
    return head + "".join(f"（{part}）" for part in rest)


def value_words(value: Value | None, kind: str, areas: Areas | None = None) -> str:
    """Return a value as people write it: money in 元, the areas' names for codes.

    >>> value_words(74050, "money"), value_words(date(2031, 5, 6), "date"), value_words(None, "int")
    ('740.50元', '2031年5月6日', '未知')
    """
    if value is None:
        return "未知"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if kind == "money" and isinstance(value, int):
        whole, fen = divmod(abs(value), 100)
        return f"{'－' if value < 0 else ''}{whole}{f'.{fen:02d}' if fen else ''}元"
    return (areas or {}).get(str(value), str(value))


def without_gates(items: tuple[Node, ...]) -> list[Node]:
    """Leave out `… or known(x)` beside a test of x: it only says of whom x is asked."""
    asked = {node for each in items if not isinstance(each, tree.Or) for node in tree.walk(each)}
    return [each for each in items if not (isinstance(each, tree.Or) and _opens(each, asked))]


def _opens(gate: tree.Or, asked: set[Node]) -> bool:
    known = (each.item for each in gate.items if isinstance(each, tree.Known))
    return any(item in asked for item in known)


class _Phrases:
    """Turns nodes into words, brackets only where arithmetic needs them."""

    def __init__(self, areas: Areas) -> None:
        self.areas = areas

    def of(self, node: Node) -> str:
        match node:
            case tree.Const(value=value):
                return value_words(value, node.type.kind, self.areas)
            case tree.FactRef(name=name) | tree.ParameterRef(name=name):
                return title(name)
            case tree.Age():
                return AGE
            case tree.Today():
                return TODAY
            case tree.And(items=items):
                told = without_gates(items)
                if len(told) == 1:
                    return self.of(told[0])
                return "，且".join(self._in_and(each) for each in told)
            case tree.Or(items=items):
                return "，或".join(self._in_or(each) for each in items)
            case tree.Not(item=item):
                return self.refused(item)
            case tree.Compare() | tree.In() | tree.InArea() | tree.Known():
                return self.test(node)
            case tree.IfElse(when=tree.Known(item=item), then=then, other=other) if item == then:
                return f"{self.of(then)}（没有的按{self.of(other)}）"
            case tree.IfElse(when=when, then=then, other=other):
                rest = self.of(other)
                rest = rest if isinstance(other, tree.IfElse) else f"其他：{rest}"
                return f"{self.of(when)}的：{self.of(then)}；{rest}"
            case tree.Aggregate(op="size"):
                return "家庭人数"
            case tree.Aggregate(op=op, body=body):
                return AGGREGATES[op].format(self.of(body) if body else "")
            case _:
                return self.number(node)

    def refused(self, node: Node) -> str:
        """What must not hold: said by its opposite where it has one."""
        match node:
            case tree.Compare(op=op, left=left, right=right):
                return self.compared(left, OPPOSITE[op], right)
            case tree.In(item=item, values=values):
                listed = "、".join(self.of(each) for each in values)
                return f"{self.of(item)}不是{listed}{'之一' * (len(values) > 1)}"
            case tree.InArea(item=item, prefix=prefix):
                return f"{self.of(item)}不在{self.areas.get(prefix, prefix)}"
            case tree.Known(item=item):
                return f"{self.of(item)}没有登记"
            case tree.Not(item=item):
                return self.of(item)
            case _:
                return f"不属于“{self.of(node)}”"

    def test(self, node: Node) -> str:
        match node:
            case tree.Compare(op=op, left=left, right=right):
                return self.compared(left, op, right)
            case tree.In(item=item, values=values):
                listed = "、".join(self.of(each) for each in values)
                return f"{self.of(item)}是{listed}{'之一' * (len(values) > 1)}"
            case tree.InArea(item=item, prefix=prefix):
                return f"{self.of(item)}在{self.areas.get(prefix, prefix)}"
            case tree.Known(item=item):
                return f"已知{self.of(item)}"
        raise AssertionError(node)

    def compared(self, left: Node, op: str, right: Node) -> str:
        if isinstance(left, tree.Const) and not isinstance(right, tree.Const):
            left, op, right = right, MIRRORED[op], left
        if isinstance(left, tree.Age) and isinstance(right, tree.Const) and op in AGES:
            return AGES[op].format(right.value)
        verbs = DATE_COMPARISONS if left.type == tree.DATE else COMPARISONS
        return f"{self.of(left)}{verbs[op]}{self.of(right)}"

    def number(self, node: Node) -> str:
        match node:
            case tree.Arithmetic(op=op, left=left, right=right):
                binds = op in ("*", "//")
                first = self._part(left, brackets=binds)
                second = self._part(right, brackets=binds or op == "-")
                return f"{first} {ARITHMETIC[op]} {second}"
            case tree.MulDiv(item=item, times=times, by=tree.Const(value=by)) if by == WHOLE_BP:
                return f"{self._part(item, brackets=True)} × {self._part(times, brackets=True)}"
            case tree.MulDiv(item=item, times=times, by=by):
                return "{}×{}÷{}".format(*(self._part(x, brackets=True) for x in (item, times, by)))
            case tree.Extreme(op="max", items=(tree.Const(value=0), item)):
                nothing = value_words(0, "money")
                return f"{self.of(item)}（不足{nothing}的按{nothing}）"
            case tree.Extreme(op=op, items=items):
                listed = "、".join(self._part(each, brackets=False) for each in items)
                return f"{listed}中较{'小' if op == 'min' else '大'}的"
            case tree.Span(unit=unit, start=start, end=end):
                spans = "周年数" if unit == "years" else "整月数"
                return f"从{self.of(start)}到{self.of(end)}的{spans}"
            case tree.Lookup(table=table, key=key):
                return f"按“{self.of(key)}”查“{title(table)}”"
            case tree.Band(table=table, key=key):
                return f"按“{self.of(key)}”分档查“{title(table)}”"
        raise AssertionError(node)

    def _in_and(self, node: Node) -> str:
        return f"（{self.of(node)}）" if isinstance(node, tree.Or) else self.of(node)

    def _in_or(self, node: Node) -> str:
        return f"（{self.of(node)}）" if isinstance(node, tree.And) else self.of(node)

    def _part(self, node: Node, *, brackets: bool) -> str:
        in_product = brackets and isinstance(node, tree.Arithmetic | tree.MulDiv)
        is_loose_choice = isinstance(node, tree.IfElse) and not isinstance(node.when, tree.Known)
        loose = is_loose_choice or isinstance(node, tree.Extreme)
        words = self.of(node)
        return f"（{words}）" if in_product or loose else words
