"""Which missing facts and empty parameters still stand in the way of a value."""

from __future__ import annotations

from collections.abc import Iterator

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.interpret import Code, parts_seen
from zhaohui.engines.rules.results import Need
from zhaohui.engines.rules.vocabulary import BIRTH

PARAMETER = "参数:"


def needs(code: Code, view: View) -> Iterator[Need]:
    """What an unknown value lacks: only what can still change it. Call it on an unknown value."""
    node = code.node
    match node:
        case tree.FactRef() | tree.Age() | tree.ParameterRef():
            yield _leaf(node, view)
        case tree.Aggregate(group=group):
            (body,) = code.parts
            for member in view.groups[group]:
                if body.run(member) is None:
                    yield from needs(body, member)
        case tree.IfElse():
            yield from _choice_needs(code, view)
        case tree.Lookup(table=table) | tree.Band(table=table):
            key = code.parts[0]
            if key.run(view) is None:
                yield from needs(key, view)
            if view.values[table] is None or key.run(view) is not None:
                yield Need(PARAMETER + table)
        case _:
            unknown = [part for part in code.parts if part.run(view) is None]
            for part in unknown:
                yield from needs(part, view)
            if not unknown:  # everything is known, so a divisor is zero: it must be corrected
                yield from leaves(code.parts[-1], view)


def _choice_needs(code: Code, view: View) -> Iterator[Need]:
    when, then, other = code.parts
    chosen = when.run(view)
    if chosen is None:
        yield from needs(when, view)
    for taken, branch in ((True, then), (False, other)):
        if chosen in (None, taken) and branch.run(view) is None:
            yield from needs(branch, view)


def leaves(code: Code, view: View) -> Iterator[Need]:
    """Every fact and parameter that a value rests on, known or not."""
    node = code.node
    if isinstance(node, tree.FactRef | tree.Age | tree.ParameterRef):
        yield _leaf(node, view)
    elif isinstance(node, tree.Lookup | tree.Band):
        yield Need(PARAMETER + node.table)
    for part, seen in parts_seen(code, view):
        yield from leaves(part, seen)


def _leaf(node: tree.FactRef | tree.Age | tree.ParameterRef, view: View) -> Need:
    if isinstance(node, tree.ParameterRef):
        return Need(PARAMETER + node.name)
    if isinstance(node, tree.Age):
        return Need(BIRTH, view.member)
    return Need(node.name, view.member if node.entity == "person" else None)
