"""An answer as a story: what was asked, from which facts, how the amount comes, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.household import Household
from zhaohui.engines.rules.needs import PARAMETER
from zhaohui.engines.rules.results import NO, UNKNOWN, YES, FactUse, Finding, Trace
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.spec import Rule, Value
from zhaohui.engines.rules.story.changes import (
    FIXED,
    Change,
    Obstacle,
    Turn,
    losses,
    next_turn,
    obstacles,
    together,
)
from zhaohui.engines.rules.story.settle import Settle, settles
from zhaohui.engines.rules.story.what_if import WhatIf
from zhaohui.engines.rules.tree import Node


@dataclass(frozen=True, slots=True)
class Told:
    """A condition (its sentence for the answer given; empty while open) and the facts behind it."""

    code: str
    answer: bool | None
    sentence: str
    node: Node
    facts: tuple[FactUse, ...]


@dataclass(frozen=True, slots=True)
class AmountStep:
    """A part of the amount with its value; of a table also the key that was looked up."""

    node: Node
    value: Value | None
    key: Value | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """Everything that can truthfully be said of one finding. `together`: when all obstacles are gone."""

    rule: Rule
    as_of: date
    finding: Finding
    trace: Trace
    conditions: tuple[Told, ...]
    amount: tuple[AmountStep, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    together: Finding | None = None
    losses: tuple[Change, ...] = ()
    settles: tuple[Settle, ...] = ()
    figures: tuple[str, ...] = ()
    turn: Turn | None = None


def tell(
    book: Rulebook,
    household: Household,
    as_of: date,
    rule_id: str,
    member: int | None = None,
    *,
    fixed: frozenset[str] = FIXED,
) -> Story:
    """The story of the answer that `book.trace` gives.

    `fixed` are facts that do not change in a life: once known, no change of theirs is told.
    """
    trace = book.trace(household, as_of, rule_id, member)
    finding = trace.finding
    assert finding is not None
    what = WhatIf(book.alone(rule_id), household, as_of, rule_id, member)
    is_open = finding.status == UNKNOWN or (finding.status == YES and bool(finding.needs))
    told = obstacles(what, fixed) if finding.status == NO else ()
    return Story(
        rule=book.rule(rule_id).rule,
        as_of=as_of,
        finding=finding,
        trace=trace,
        conditions=tuple(_condition(step) for step in trace.children if step.code != "amount"),
        amount=tuple(_amount_steps(trace)),
        obstacles=told,
        together=together(what, told),
        losses=losses(what, fixed) if finding.status == YES else (),
        settles=settles(what) if is_open else (),
        figures=tuple(
            name.removeprefix(PARAMETER) for name in finding.needs if name.startswith(PARAMETER)
        ),
        turn=next_turn(what),
    )


def _condition(step: Trace) -> Told:
    assert step.node is not None
    answer = step.value if isinstance(step.value, bool) else None
    return Told(step.code, answer, step.sentence, step.node, step.facts)


def _amount_steps(trace: Trace) -> Iterator[AmountStep]:
    """The whole amount first, then the tables and figures that it rests on, each once."""
    seen: set[Node] = set()
    for step in trace.children:
        if step.code != "amount":
            continue
        for each in _walk(step):
            node = each.node
            is_part = isinstance(node, tree.Lookup | tree.Band | tree.ParameterRef)
            if node is None or each.value is None or node in seen:
                continue
            if not (each is step or is_part):
                continue
            seen.add(node)
            key = None
            if isinstance(node, tree.Lookup | tree.Band):
                key = next((part.value for part in each.children), None)
                key = node.key.value if isinstance(node.key, tree.Const) else key
            yield AmountStep(node, each.value, key)


def _walk(trace: Trace) -> Iterator[Trace]:
    yield trace
    for child in trace.children:
        yield from _walk(child)
