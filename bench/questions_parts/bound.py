"""What nobody can better: how much any k fields can settle at most, their values known beforehand.

Give the facts of each way of settling an answer, of s facts, 1/s each: a settled answer has been given
one by the facts that settled it. So k facts settle no more than the k richest were given. An answer
of several ways may be given more than one; it may be counted as one settled for nothing instead, and
is where that lowers the sum. Every such choice is a bound, so the lowest found is one.
"""

from __future__ import annotations

from collections import Counter
from functools import reduce
from itertools import product

from bench.questions_parts.answers import Truth
from zhaohui.engines.rules import Need, tree
from zhaohui.engines.rules.household import View, member_views
from zhaohui.engines.rules.interpret import Code
from zhaohui.engines.rules.needs import leaves

Proofs = list[frozenset[Need]]
NOTHING: Proofs = [frozenset()]


def bound_of(truth: Truth, most: int) -> list[float]:
    """The highest share that any k fields can settle, for k = 0 … most."""
    gifts, total = [_gifts(proofs) for proofs in _counted(truth)], len(truth.counted)
    sure = sum(not each for each in gifts)
    gifts = [each for each in gifts if each]
    shares = []
    for k in range(most + 1):
        shares.append(min(1.0, (sure + _highest(gifts, k)) / total))
        if shares[-1] == 1.0:
            break
    return shares + [1.0] * (most + 1 - len(shares))


def _gifts(proofs: Proofs) -> dict[Need, float]:
    """What each fact is given by one answer; nothing where it is settled for nothing."""
    if not all(proofs):
        return {}
    given: dict[Need, float] = {}
    for proof in proofs:
        for need in proof:
            given[need] = max(given.get(need, 0.0), 1 / len(proof))
    return given


def _highest(gifts: list[dict[Need, float]], k: int) -> float:
    """The sum of the k richest facts and of the answers counted as settled for nothing."""
    given: Counter[Need] = Counter()
    for each in gifts:
        given.update(each)  # type: ignore[arg-type]
    left, free, best = list(gifts), 0, float(len(gifts))
    while True:
        richest = dict(given.most_common(k))
        best = min(best, free + sum(richest.values()))
        doubled = [sum(share for need, share in each.items() if need in richest) for each in left]
        most = max(doubled, default=0.0)
        if most <= 1:
            return best
        dear = left.pop(doubled.index(most))
        given.subtract(dear)  # type: ignore[arg-type]
        free += 1


def _counted(truth: Truth) -> list[Proofs]:
    """The sets of facts that settle each counted answer; an answer that none settles is left out."""
    views = member_views(truth.household, truth.as_of, truth.book.day(truth.as_of).values)
    found = []
    for compiled in truth.book.rules.values():
        codes = [each.code for each in compiled.conditions]
        for _, view in truth.book.subjects(compiled.rule, truth.household, views):
            if (compiled.rule.id, view.member) in truth.counted:
                refused = [proof for code in codes for proof in _proofs(code, view, False)]
                found.append(_smallest(_all(codes, view) + refused))
    return [proofs for proofs in found if proofs]


def _proofs(code: Code, view: View, wanted: bool) -> Proofs:
    """The smallest sets of facts whose true values make a condition `wanted`."""
    match code.node:
        case tree.And():
            return _of_many([(part, view) for part in code.parts], wanted, everything=True)
        case tree.Or():
            return _of_many([(part, view) for part in code.parts], wanted, everything=False)
        case tree.Not():
            return _proofs(code.parts[0], view, not wanted)
        case tree.Aggregate(op="any_of" | "all_of" as op, group=group):
            parts = [(code.parts[0], member) for member in view.groups[group]]
            return _of_many(parts, wanted, everything=op == "all_of")
        case tree.Known():
            return NOTHING  # not asking makes it false and asking true: both for nothing
    if code.run(view) is not wanted:
        return []
    own = _names(code, view)
    return [own]


def _names(code: Code, view: View) -> frozenset[Need]:
    return frozenset(need for need in leaves(code, view) if not need.name.startswith("参数:"))


def _of_many(parts: list[tuple[Code, View]], wanted: bool, *, everything: bool) -> Proofs:
    """Of an `and` (`everything`): true by all of its parts, false by any; of an `or` the reverse."""
    each = [_proofs(code, view, wanted) for code, view in parts]
    if wanted is everything:
        return _together(each)
    return _smallest([proof for proofs in each for proof in proofs])


def _all(codes: list[Code], view: View) -> Proofs:
    return _together([_proofs(code, view, True) for code in codes])


def _together(each: list[Proofs]) -> Proofs:
    return reduce(
        lambda left, right: _smallest([a | b for a, b in product(left, right)]), each, NOTHING
    )


def _smallest(proofs: Proofs) -> Proofs:
    """Without those that hold another."""
    kept: Proofs = []
    for proof in sorted(set(proofs), key=len):
        if not any(other <= proof for other in kept):
            kept.append(proof)
    return kept
