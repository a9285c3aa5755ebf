"""From each form of the language to C, answering exactly as the interpreter does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhaohui.engines.rules import bounds, tree
from zhaohui.engines.rules.backends.native import folds
from zhaohui.engines.rules.backends.native.layout import TableUse
from zhaohui.engines.rules.backends.native.terms import Pair, all_of, any_of, negated
from zhaohui.engines.rules.tree import Node
from zhaohui.engines.rules.vocabulary import BIRTH

if TYPE_CHECKING:
    from zhaohui.engines.rules.backends.native.body import Body


def pair(body: Body, node: Node, number: int) -> Pair:
    """The locals that hold a node's value."""
    match node:
        case tree.FactRef(name=name):
            return body.program.fact(body, name)
        case tree.Aggregate():
            return folds.aggregate(body, node, number)
        case tree.Today():
            return Pair("i32", _today(body), "1")
        case tree.Age():
            return _span(body, "years", body.program.split(body, BIRTH), _today_split(body))
        case tree.ParameterRef(name=name):
            text = body.program.number(body, "value", name, node.type)
            kind = body.kind_of(number)
            value = f"({kind}){text}" if kind != "i64" else text
            return Pair(kind, body.local(kind, value), body.local("u8", f"{text} != NONE_i64"))
        case tree.Known(item=tree.ParameterRef(name=name)):
            text = body.program.number(body, "value", name, tree.BOOL)
            known = body.local("u8", f"{text} != NONE_i64")
            return Pair("bool", known, body.local("u8", negated(known)))
        case tree.NextValue() | tree.NextBand() | tree.Lookup() | tree.Band() | tree.InArea():
            return _asked(body, node, number)
    parts = body.program.graph.parts[number]
    if node.type == tree.BOOL:
        return _truth(body, node, parts)
    return _value(body, node, number, [body.pair(each, node.type) for each in parts])


def _truth(body: Body, node: Node, parts: tuple[int, ...]) -> Pair:
    if isinstance(node, tree.Compare | tree.In):
        first, second = _tested(body, node, parts)
    else:
        items = [body.pair(each) for each in parts]
        first, second = _joined(node, items)
    return Pair("bool", body.local("u8", first), body.local("u8", second))


def _joined(node: Node, items: list[Pair]) -> tuple[str, str]:
    yes, no = [each.first for each in items], [each.second for each in items]
    match node:
        case tree.Not():
            return no[0], yes[0]
        case tree.And():
            return all_of(*yes), any_of(*no)
        case tree.Or():
            return any_of(*yes), all_of(*no)
        case tree.Known():
            return items[0].known, negated(items[0].known)
        case tree.IfElse():
            return tuple(  # type: ignore[return-value]
                any_of(all_of(yes[0], a), all_of(no[0], b), all_of(a, b))
                for a, b in ((yes[1], yes[2]), (no[1], no[2]))
            )
        case tree.Pick():
            other = negated(yes[0])
            return tuple(  # type: ignore[return-value]
                any_of(all_of(yes[0], a), all_of(other, b))
                for a, b in ((yes[1], yes[2]), (no[1], no[2]))
            )
    raise AssertionError(node)


def _tested(body: Body, node: Node, parts: tuple[int, ...]) -> tuple[str, str]:
    nodes = body.program.graph.nodes
    types = [nodes[each].type for each in parts]
    joint = next((each for each in types if each != tree.WORD), tree.TEXT)
    items = [body.pair(each, joint) for each in parts]
    if joint == tree.BOOL:
        return _same(node, items)
    known = all_of(*(each.second for each in items)) if isinstance(node, tree.Compare) else ""
    if isinstance(node, tree.Compare):
        test = f"({items[0].first} {node.op} {items[1].first})"
    else:
        known = items[0].second
        test = any_of(*(f"({items[0].first} == {each.first})" for each in items[1:]))
    holds = body.local("u8", test)
    return all_of(known, holds), all_of(known, negated(holds))


def _same(node: Node, items: list[Pair]) -> tuple[str, str]:
    """Yes/no compared with yes/no, or found in a list of them."""
    item, *others = items
    alike = any_of(
        *(any_of(all_of(item.first, b.first), all_of(item.second, b.second)) for b in others)
    )
    unlike = all_of(
        *(any_of(all_of(item.first, b.second), all_of(item.second, b.first)) for b in others)
    )
    return (
        (unlike, alike) if isinstance(node, tree.Compare) and node.op == "!=" else (alike, unlike)
    )


def _value(body: Body, node: Node, number: int, items: list[Pair]) -> Pair:
    kind = body.kind_of(number)
    if isinstance(node, tree.IfElse | tree.Pick):
        when = body.pair(body.program.graph.parts[number][0])
        return _chosen(body, kind, isinstance(node, tree.Pick), when, items[1:])
    known = all_of(*(each.second for each in items))
    match node:
        case tree.Arithmetic(op="//"):
            return _divided(body, kind, known, items)
        case tree.Arithmetic(op=op):
            wide = "i64" if "i64" in (kind, items[0].kind, items[1].kind) else "i32"
            value = f"({kind})(({wide}){items[0].first} {op} ({wide}){items[1].first})"
            return Pair(kind, body.local(kind, value), body.local("u8", known))
        case tree.MulDiv():
            return _muldiv(body, node, kind, known, items)
        case tree.Extreme(op=op) | tree.Ends(op=op):
            value = f"({kind}){items[0].first}"
            for each in items[1:]:
                value = body.local(kind, value)
                sign = "<" if op == "min" else ">"
                value = f"({value} {sign} {each.first} ? {value} : ({kind}){each.first})"
            return Pair(kind, body.local(kind, value), body.local("u8", known))
        case tree.BitOr():
            masks = " | ".join(f"(i64){each.first}" for each in items)
            return Pair("i64", body.local("i64", f"({masks})"), "1")
        case tree.Span(unit=unit, start=start, end=end):
            ends = zip((start, end), items, strict=True)
            return _span(body, unit, *(_split(body, each, value) for each, value in ends))
        case tree.Shift(unit="days"):
            text = f"shift_days({items[0].first}, {items[1].first})"
            return Pair("i32", body.local("i32", text), "1")
        case tree.Shift(unit=unit, start=start):
            months = f"(i64){items[1].first}{' * 12' if unit == 'years' else ''}"
            text = f"shift_months({_split(body, start, items[0]).first}, {months})"
            return Pair("i32", body.local("i32", text), "1")
    raise AssertionError(node)


def _chosen(body: Body, kind: str, is_pick: bool, when: Pair, items: list[Pair]) -> Pair:
    then, other = items
    value = f"({when.first} ? ({kind}){then.first} : ({kind}){other.first})"
    taken = all_of(when.first, then.second)
    if is_pick:
        known = any_of(taken, all_of(negated(when.first), other.second))
    else:
        alike = all_of(then.second, other.second, f"({then.first} == {other.first})")
        known = any_of(taken, all_of(when.second, other.second), alike)
    return Pair(kind, body.local(kind, value), body.local("u8", known))


def _sane(body: Body, items: list[Pair], known: str) -> list[str]:
    """The operands where all are known, else what no division minds."""
    if known == "1":
        return [f"(i64){each.first}" for each in items]
    spare = ["0"] * (len(items) - 1) + ["1"]
    return [
        body.local("i64", f"({known} ? (i64){each.first} : {instead})")
        for each, instead in zip(items, spare, strict=True)
    ]


def _divided(body: Body, kind: str, known: str, items: list[Pair]) -> Pair:
    sure = body.local("u8", all_of(known, f"({items[1].first} != 0)"))
    dividend, by = _sane(body, items, sure)
    value = body.local(kind, f"({kind})floored({dividend}, {by})")
    return Pair(kind, value, sure)


def _muldiv(body: Body, node: tree.MulDiv, kind: str, known: str, items: list[Pair]) -> Pair:
    sure = body.local("u8", all_of(known, f"({items[2].first} != 0)"))
    item, times, by = _sane(body, items, sure)
    low, high = bounds.of_product(node.item, node.times)
    widest = 2 * max(-low, high, -node.by.low, node.by.high) + max(-node.by.low, node.by.high)
    is_wide = widest > bounds.INT64
    text = f"rounded_wide({item}, {times}, {by})" if is_wide else f"rounded({item} * {times}, {by})"
    return Pair(kind, body.local(kind, f"({kind}){text}"), sure)


def _span(body: Body, unit: str, start: Pair, end: Pair) -> Pair:
    known = body.local("u8", all_of(start.second, end.second))
    return Pair("i32", body.local("i32", f"{unit}_between({start.first}, {end.first})"), known)


def _split(body: Body, node: Node, value: Pair) -> Pair:
    """A date taken apart: a fact's once for all, today's once for the loop."""
    if isinstance(node, tree.Today):
        return _today_split(body)
    if isinstance(node, tree.FactRef):
        return body.program.split(body, node.name)
    return Pair("i32", body.local("i32", f"split({value.first})"), value.second)


def _today_split(body: Body) -> Pair:
    today = _today(body)
    body.top[f"{today}_split"] = f"const i32 {today}_split = split({today});"
    return Pair("i32", f"{today}_split", "1")


def _today(body: Body) -> str:
    text = body.program.number(body, "today", "", tree.DATE)
    name = f"today_{text}"
    body.top[name] = f"const i32 {name} = (i32){text};"
    return name


def _asked(body: Body, node: Node, number: int) -> Pair:
    """What is looked up in the day's tables."""
    program, kind = body.program, body.kind_of(number)
    if isinstance(node, tree.NextValue) and node.key is None:
        return Pair("i32", f"(i32){program.number(body, 'next', node.name, tree.DATE)}", "1")
    part = program.graph.parts[number][0]
    key_type = program.graph.nodes[part].type
    key_type = tree.TEXT if key_type == tree.WORD else key_type
    key = body.pair(part, key_type)
    if isinstance(node, tree.InArea):
        bytes_of = program.area(body, node.prefix)
        inside = body.local("u8", f"{bytes_of}[{key.second} ? {key.first} : 0]")
        yes, no = all_of(key.second, inside), all_of(key.second, negated(inside))
        return Pair("bool", body.local("u8", yes), body.local("u8", no))
    if isinstance(node, tree.NextBand):
        table = program.table(body, TableUse("band", node.table, key_type, tree.INT))
        return Pair("i32", body.local("i32", f"(i32)next_band({table}, {key.first})"), "1")
    if isinstance(node, tree.Band):
        table = program.table(body, TableUse("band", node.table, key_type, node.type))
        found = body.local("i64", f"band({table}, {key.first})")
    elif isinstance(node, tree.Lookup):
        found = _cell(body, TableUse("lookup", node.table, key_type, node.type), key)
    else:
        assert isinstance(node, tree.NextValue)
        found = _cell(body, TableUse("next", node.name, key_type, tree.DATE), key)
        return Pair("i32", body.local("i32", f"(i32){found}"), "1")
    known = body.local("u8", all_of(key.second, f"({found} != NONE_i64)"))
    return Pair(kind, body.local(kind, f"({kind}){found}"), known)


def _cell(body: Body, use: TableUse, key: Pair) -> str:
    """A table's cell at a key; a small choice is its own place in a dense table."""
    table = body.program.table(body, use)
    if key.kind == "u8":
        return body.local("i64", f"{table}->value[{key.first}]")
    if use.way == "lookup":
        return body.local("i64", f"cell({table}, {key.first}, NONE_i64)")
    whole = body.program.number(body, "next", use.name, tree.DATE)
    return body.local("i64", f"({key.second} ? cell({table}, {key.first}, NEVER) : {whole})")
