"""One pass over a household: every part of every rule worked out once, and its value kept.

The closures are the interpreter's own; only their operands are read from what is kept. So the many
rules that share a household's income ask for it once, and a trace is told without evaluating anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, cast

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.interpret import Code, Run, run_of
from zhaohui.engines.rules.scope import HOUSEHOLDS
from zhaohui.engines.rules.tree import Node

LEAVES = (tree.Const, tree.FactRef, tree.Age, tree.Today, tree.ParameterRef)


class Kept(list[Any]):
    """A view that keeps the value of each step under the step's number."""

    __slots__ = (
        "age", "groups", "living", "member", "numbers", "person", "registered", "today", "values",
    )  # fmt: skip

    def __init__(self, view: View, steps: Steps) -> None:
        super().__init__([None] * steps.count)
        self.person, self.age, self.member = view.person, view.age, view.member
        self.living, self.registered = view.living, view.registered
        self.today, self.values = view.today, view.values
        self.numbers = steps.numbers
        self.groups: dict[str, list[Kept]] = {}

    def value(self, code: Code) -> Any:
        """What a part of a rule came to."""
        number = self.numbers.get(id(code))
        return code.run(cast("View", self)) if number is None else self[number]


@dataclass(slots=True)
class Steps:
    """The parts of a rulebook's rules, each once, parts before wholes.

    `bodies` are those inside aggregates: they come first, for every member. `numbers` are the steps'
    places by the identity of each code, of which equal ones share a step.
    """

    bodies: list[tuple[int, Run]] = field(default_factory=list)
    wholes: dict[str, list[tuple[int, Run]]] = field(default_factory=dict)
    answers: dict[str, tuple[Sequence[Run], Run | None]] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    count: int = 0
    _known: dict[tuple[str, Node], tuple[int, Run]] = field(default_factory=dict)

    def add(self, compiled: CompiledRule) -> None:
        """Add the steps of a rule that are not there yet."""
        key = subject_of(compiled)
        self.wholes.setdefault(key, [])
        conditions = [self._reader(each.code, key) for each in compiled.conditions]
        amount = self._reader(compiled.amount, key) if compiled.amount else None
        self.answers[compiled.rule.id] = (conditions, amount)

    def _reader(self, code: Code, where: str) -> Run:
        """How a whole reads this part: a leaf from the view, anything else from what is kept."""
        if isinstance(code.node, LEAVES):
            return code.run
        known = self._known.get((where, code.node))
        if known is None:
            # Places with different steps may share a number: no view runs both.
            inside = "bodies" if isinstance(code.node, tree.Aggregate) else where
            readers = [self._reader(part, inside) for part in code.parts]
            number, self.count = self.count, self.count + 1
            steps = self.bodies if where == "bodies" else self.wholes[where]
            steps.append((number, run_of(code.node, readers)))
            known = self._known[where, code.node] = (number, cast("Run", itemgetter(number)))
        self._name(code, where, known[0])
        return known[1]

    def _name(self, code: Code, where: str, number: int) -> None:
        """Tell the number of this code and of the equal ones below it."""
        self.numbers[id(code)] = number
        inside = "bodies" if isinstance(code.node, tree.Aggregate) else where
        for part in code.parts:
            below = self._known.get((inside, part.node))
            if below is not None and id(part) not in self.numbers:
                self._name(part, inside, below[0])


def subject_of(compiled: CompiledRule) -> str:
    """Whose rule it is: a person's, or that of a kind of household."""
    rule = compiled.rule
    return "person" if rule.subject == "person" else rule.group


def steps_of(rules: Iterable[CompiledRule]) -> Steps:
    """The steps of these rules."""
    steps = Steps()
    for each in rules:
        steps.add(each)
    return steps


def keep(steps: Steps, views: Sequence[View]) -> list[Kept]:
    """The members with the values of all steps of a person's rules."""
    members = [Kept(view, steps) for view in views]
    own = {id(view): kept for view, kept in zip(views, members, strict=True)}
    groups: dict[int, list[Kept]] = {}
    for view, kept in zip(views, members, strict=True):
        for kind in HOUSEHOLDS:
            group = view.groups[kind]
            if id(group) not in groups:
                groups[id(group)] = [own[id(each)] for each in group]
            kept.groups[kind] = groups[id(group)]
    for kept in members:
        _run(steps.bodies, kept)
    for kept in members:
        _run(steps.wholes.get("person", ()), kept)
    return members


def keep_households(
    steps: Steps, members: Sequence[Kept], kind: str, ids: Sequence[int]
) -> dict[int, Kept]:
    """The households of a kind by their ids, with the values of all steps of their rules."""
    found: dict[int, Kept] = {}
    for key, member in zip(ids, members, strict=True):
        if key not in found:
            kept = found[key] = Kept(cast("View", member), steps)
            kept.person, kept.age, kept.member = {}, None, None
            kept.groups[kind] = member.groups[kind]
            _run(steps.wholes.get(kind, ()), kept)
    return found


def _run(steps: Sequence[tuple[int, Run]], kept: Kept) -> None:
    view = cast("View", kept)
    for number, run in steps:
        kept[number] = run(view)
