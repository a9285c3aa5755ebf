"""What an unknown value can still become when some facts will never be known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.interpret import Code
from zhaohui.engines.rules.needs import PARAMETER, needs
from zhaohui.engines.rules.results import Need


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a value may yet become true, or false (of no yes/no: known), and by which facts."""

    be_true: bool
    be_false: bool
    facts: frozenset[Need] = frozenset()


def reach(code: Code, view: View, lost: Collection[Need]) -> Reach:
    """What a value can become without the `lost` facts and the empty parameters.

    It may say more than is possible (it does not see that two parts exclude each other), never less.
    """
    value = code.run(view)
    if value is not None:
        return Reach(value is not False, value is False)
    match code.node:
        case tree.And():
            return _joined([reach(part, view, lost) for part in code.parts], is_and=True)
        case tree.Or():
            return _joined([reach(part, view, lost) for part in code.parts], is_and=False)
        case tree.Not():
            inner = reach(code.parts[0], view, lost)
            return Reach(inner.be_false, inner.be_true, inner.facts)
        case tree.Aggregate(op="any_of" | "all_of" as op, group=group):
            each = [reach(code.parts[0], member, lost) for member in view.groups[group]]
            return _joined(each, is_and=op == "all_of")
    found = frozenset(needs(code, view))
    left = frozenset(need for need in found if not _is_lost(need, lost))
    if left == found:
        return Reach(True, True, found)
    may = bool(left) and _branches(code.node)
    return Reach(may, may, left if may else frozenset())


def _is_lost(need: Need, lost: Collection[Need]) -> bool:
    return need in lost or need.name.startswith(PARAMETER)


def _branches(node: tree.Node) -> bool:
    """Whether a part of the value can be passed over, so that what it lacks need not be known."""
    return any(
        isinstance(each, tree.IfElse | tree.And | tree.Or | tree.Known)
        or (isinstance(each, tree.Aggregate) and each.op in ("any_of", "all_of"))
        for each in tree.walk(node)
    )


def _joined(parts: Iterable[Reach], *, is_and: bool) -> Reach:
    """Of an `and`: false by any part, true by all; of an `or` the other way round."""
    listed = list(parts)
    true_by, false_by = (all, any) if is_and else (any, all)
    be_true = true_by(part.be_true for part in listed)
    be_false = false_by(part.be_false for part in listed)
    useful = [
        part.facts for part in listed if (be_true and part.be_true) or (be_false and part.be_false)
    ]
    return Reach(be_true, be_false, frozenset().union(*useful))
