"""From an expression to the one that says what blocks it: `needs` as a tree, for every back-end."""

from __future__ import annotations

from collections.abc import Mapping

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.derive_parts import (
    NOTHING,
    bits,
    both,
    known,
    number,
    over_members,
    pick,
)
from zhaohui.engines.rules.needs import PARAMETER
from zhaohui.engines.rules.tree import Node
from zhaohui.engines.rules.vocabulary import BIRTH

Bits = Mapping[str, int]


def names_in(*roots: Node) -> tuple[str, ...]:
    """The facts and parameters (`参数:NAME`) that expressions rest on, in the order of their use."""
    return tuple(
        dict.fromkeys(_name(each) for root in roots for each in tree.walk(root) if _name(each))
    )


def _name(node: Node) -> str:
    match node:
        case tree.FactRef(name=name):
            return name
        case tree.Age():
            return BIRTH
        case tree.ParameterRef(name=name):
            return PARAMETER + name
        case tree.Lookup(table=table) | tree.Band(table=table):
            return PARAMETER + table
    return ""


def needs_of(node: Node, positions: Bits) -> Node:
    """The mask of names that can still change an unknown value; 0 where the value is known."""
    match node:
        case tree.FactRef() | tree.Age() | tree.ParameterRef():
            return pick(known(node), NOTHING, _bit(node, positions))
        case tree.And(items=items) | tree.Or(items=items):
            return _unless_known(node, bits(needs_of(each, positions) for each in items))
        case tree.Arithmetic(op="//", left=item, right=by):
            return _quotient(node, (item, by), by, positions)
        case tree.MulDiv(item=item, times=times, by=by):
            return _quotient(node, (item, times, by), by, positions)
        case tree.IfElse():
            return _choice(node, positions)
        case tree.Known():
            return NOTHING
        case tree.Aggregate(body=body, group=group):
            mask = needs_of(body, positions) if body else NOTHING
            found = over_members("bits", mask, group, idle=NOTHING)
            return _unless_known(node, found) if node.op in ("any_of", "all_of") else found
        case tree.Lookup() | tree.Band():
            return _table(node, positions)
    return bits(needs_of(each, positions) for each in tree.children(node))


def leaves_of(node: Node, positions: Bits) -> Node:
    """The mask of every name that a value rests on, known or not."""
    match node:
        case tree.FactRef() | tree.Age() | tree.ParameterRef():
            return _bit(node, positions)
        case tree.IfElse(when=when, then=then, other=other):
            left, right = leaves_of(then, positions), leaves_of(other, positions)
            taken = pick(known(when), pick(when, left, right), bits((left, right)))
            return bits((leaves_of(when, positions), taken))
        case tree.Aggregate(body=body, group=group) if body:
            return over_members("bits", leaves_of(body, positions), group, idle=NOTHING)
        case tree.Lookup(key=key) | tree.Band(key=key):
            return bits((_bit(node, positions), leaves_of(key, positions)))
    return bits(leaves_of(each, positions) for each in tree.children(node))


def _bit(node: Node, positions: Bits) -> Node:
    return number(1 << positions[_name(node)])


def _unless_known(node: Node, mask: Node) -> Node:
    return mask if mask == NOTHING else pick(known(node), NOTHING, mask)


def _quotient(node: Node, parts: tuple[Node, ...], by: Node, positions: Bits) -> Node:
    """Where every part is known the divisor is zero: all that it rests on must be corrected."""
    lacking = bits(needs_of(each, positions) for each in parts)
    zero = leaves_of(by, positions)
    mask = pick(both(*(known(each) for each in parts)), zero, lacking)
    return _unless_known(node, mask)


def _choice(node: tree.IfElse, positions: Bits) -> Node:
    then, other = needs_of(node.then, positions), needs_of(node.other, positions)
    taken = pick(known(node.when), pick(node.when, then, other), bits((then, other)))
    return _unless_known(node, bits((needs_of(node.when, positions), taken)))


def _table(node: tree.Lookup | tree.Band, positions: Bits) -> Node:
    """The key's own needs; the table too, unless it is there and the key is what is missing."""
    mask = _bit(node, positions)
    key = needs_of(node.key, positions)
    if known(node.key) is not None:
        table = tree.Known(type=tree.BOOL, item=tree.ParameterRef(type=node.type, name=node.table))
        mask = pick(both(table, _unknown(node.key)), NOTHING, mask)
    return _unless_known(node, bits((key, mask)))


def _unknown(node: Node) -> Node | None:
    sure = known(node)
    return None if sure is None else tree.Not(type=tree.BOOL, item=sure)
