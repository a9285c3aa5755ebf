"""What would change an answer: each claim is put to the interpreter before it is made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.compile import CompiledCondition
from zhaohui.engines.rules.results import NO, YES, Finding, Need
from zhaohui.engines.rules.spec import Value
from zhaohui.engines.rules.story.ways import Atom, Way, ways
from zhaohui.engines.rules.story.what_if import WhatIf
from zhaohui.engines.rules.story.witness import Witness, facts_below, witnesses
from zhaohui.engines.rules.tree import Node
from zhaohui.engines.rules.vocabulary import BIRTH

MOST_CHANGES = 4
FIXED = frozenset([BIRTH])


@dataclass(frozen=True, slots=True)
class Test:
    """A test that must come out as `wanted`, of a member; `now` is what its left side gives today.

    `bound` is the right side's value where it is not written out, `day` when it turns by itself.
    """

    node: Node
    wanted: bool
    member: int | None
    now: Value | None = None
    bound: Value | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Tests that together turn one condition, the facts or day with which this was tried, the answer then."""

    code: str
    tests: tuple[Test, ...]
    witness: Witness
    then: Finding


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A failed condition and each way in which it would hold; `is_final` where nothing known can."""

    code: str
    changes: tuple[Change, ...]
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """The first day on which status or amount differ by themselves, and the answer then."""

    day: date
    then: Finding


def obstacles(what: WhatIf, fixed: frozenset[str]) -> tuple[Obstacle, ...]:
    """Of a no: the failed conditions with what would make each hold."""
    found = []
    for each in what.compiled.conditions:
        if each.code.run(what.view) is not False:
            continue
        changes = tuple(_changes(what, each, fixed, wanted=True))
        names = {need.name for need in facts_below(what, each.code, what.view)}
        is_final = not changes and names <= {BIRTH} and not _ever(what, each)
        found.append(Obstacle(each.condition.code, changes, is_final))
    return tuple(found)


def losses(what: WhatIf, fixed: frozenset[str]) -> tuple[Change, ...]:
    """Of a yes: single tests whose turning would make it a no, other than by time."""
    found = (
        change
        for each in what.compiled.conditions
        for change in _changes(what, each, fixed, wanted=False)
        if len(change.tests) == 1 and change.witness.settings and change.then.status == NO
    )
    return tuple(islice(found, MOST_CHANGES))


def together(what: WhatIf, told: tuple[Obstacle, ...]) -> Finding | None:
    """The answer when all obstacles are gone, if it is the same whichever way each goes."""
    if not told or not all(each.changes for each in told):
        return None
    answers = []
    first = [each.changes[0] for each in told]
    for index, each in enumerate(told):
        for change in each.changes:
            chosen = [*first[:index], change, *first[index + 1 :]]
            then = _joint(what, chosen)
            if then is None:
                return None
            answers.append(then)
    alike = {(each.status, each.amount_fen, each.needs) for each in answers}
    same_status = {each.status for each in answers} == {YES}
    if len(alike) == 1 or same_status:
        return answers[0]
    return None


def _joint(what: WhatIf, chosen: list[Change]) -> Finding | None:
    settings: dict[Need, Value] = {}
    for each in chosen:
        if any(settings.get(need, value) != value for need, value in each.witness.settings.items()):
            return None
        settings |= each.witness.settings
    days = [each.witness.day for each in chosen if each.witness.day]
    return what.answer(settings, max(days, default=what.as_of))


def next_turn(what: WhatIf) -> Turn | None:
    """The first day on which the answer is another while no fact changes."""
    now = what.now
    for day, then in what.turns({}, what.as_of):
        if (then.status, then.amount_fen) != (now.status, now.amount_fen):
            return Turn(day, then)
    return None


def _ever(what: WhatIf, condition: CompiledCondition) -> bool:
    return any(
        condition.code.run(what.at({}, day)) is not False for day, _ in what.turns({}, what.as_of)
    )


def _changes(
    what: WhatIf, condition: CompiledCondition, fixed: frozenset[str], *, wanted: bool
) -> Iterator[Change]:
    """Yield the ways of one condition that the interpreter confirms."""
    told: list[frozenset[tuple[int, int, bool]]] = []
    for way in ways(condition.code, what.view, wanted=wanted):
        said = [atom for atom in way if not isinstance(atom.code.node, tree.Known)]
        keys = frozenset(atom.key for atom in said)
        if not said or any(known <= keys for known in told):
            continue
        witness = _confirmed(what, condition, way, fixed, wanted=wanted)
        if witness is None:
            continue
        told.append(keys)
        then = what.answer(witness.settings, witness.day or what.as_of)
        tests = tuple(_test(what, atom, witness) for atom in said)
        yield Change(condition.condition.code, tests, witness, then)
        if len(told) == MOST_CHANGES:
            return


def _confirmed(
    what: WhatIf, condition: CompiledCondition, way: Way, fixed: frozenset[str], *, wanted: bool
) -> Witness | None:
    for each in witnesses(what, way, fixed):
        view = what.at(each.settings, each.day or what.as_of)
        if condition.code.run(view) is wanted:
            return each
    return None


def _test(what: WhatIf, atom: Atom, witness: Witness) -> Test:
    node, code = atom.code.node, atom.code
    below = {need.name for need in facts_below(what, code, atom.view)}
    by_time = witness.day if below <= {BIRTH} or not _is_set(what, atom, witness) else None
    now = bound = None
    if isinstance(node, tree.Compare):
        now, bound = code.parts[0].run(atom.view), code.parts[1].run(atom.view)
        is_moving = any(
            need in witness.settings for need in facts_below(what, code.parts[1], atom.view)
        )
        bound = None if isinstance(node.right, tree.Const) or is_moving else bound
    return Test(node, atom.wanted, atom.view.member, now, bound, by_time)


def _is_set(what: WhatIf, atom: Atom, witness: Witness) -> bool:
    return any(need in witness.settings for need in facts_below(what, atom.code, atom.view))
