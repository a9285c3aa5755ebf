"""Why: the same tree walked once more, keeping each step's text, value, facts and parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.household import View
from zhaohui.engines.rules.interpret import Code, parts_seen
from zhaohui.engines.rules.parameters import Resolved
from zhaohui.engines.rules.recorded import Kept
from zhaohui.engines.rules.results import FactUse, Finding, ParameterUse, Trace
from zhaohui.engines.rules.vocabulary import BIRTH

Uses = Mapping[str, ParameterUse]


def trace_rule(
    compiled: CompiledRule, view: View, finding: Finding, resolved: Mapping[str, Resolved]
) -> Trace:
    """The trace of a finding: conditions in their order, then the amount when the answer is yes."""
    uses = {name: parameter_use(each) for name, each in resolved.items()}
    steps = []
    for each in compiled.conditions:
        step = trace_code(each.code, view, uses)
        said = each.condition.yes if step.value else each.condition.no
        said = "" if step.value is None else said
        steps.append(replace(step, code=each.condition.code, sentence=said))
    if compiled.amount is not None and finding.status == "yes":
        steps.append(replace(trace_code(compiled.amount, view, uses), code="amount"))
    return Trace(
        text=compiled.rule.name,
        value=finding.status,
        children=tuple(steps),
        facts=_once(fact for step in steps for fact in step.facts),
        parameters=_named(use for step in steps for use in step.parameters),
        member=view.member,
        citations=compiled.rule.citations,
        finding=finding,
    )


def trace_code(code: Code, view: View, uses: Uses) -> Trace:
    """The trace of one expression; of a choice only the branch taken, of an aggregate each member."""
    node = code.node
    value = view.value(code) if isinstance(view, Kept) else code.run(view)
    steps = tuple(
        trace_code(part, each, uses)
        for part, each in parts_seen(code, view)
        if not isinstance(part.node, tree.Const)
    )
    facts = [fact for step in steps for fact in step.facts]
    parameters = [use for step in steps for use in step.parameters]
    if isinstance(node, tree.FactRef):
        facts = [FactUse(name=node.name, member=_whose(node, view), value=value)]
    elif isinstance(node, tree.Age):
        facts = [FactUse(name=BIRTH, member=view.member, value=view.person.get(BIRTH))]
    elif isinstance(node, tree.ParameterRef):
        parameters = [uses[node.name]]
    elif isinstance(node, tree.Lookup | tree.Band):
        parameters = [uses[node.table], *parameters]
    return Trace(
        text=node.text,
        value=value,
        children=steps,
        facts=_once(facts),
        parameters=_named(parameters),
        member=view.member,
        type=node.type.kind,
        node=node,
    )


def parameter_use(resolved: Resolved) -> ParameterUse:
    """How a parameter stood on the day, for people to read."""
    version = resolved.version
    if version is None:
        return ParameterUse(name=resolved.parameter.name, value=None)
    return ParameterUse(
        name=resolved.parameter.name,
        value=version.value,
        area=version.area,
        start=version.start,
        end=version.end,
        source=version.source,
        verification=version.verification,
        gap=version.gap,
        note=version.note,
        place=version.place,
        stale=resolved.stale,
    )


def _whose(node: tree.FactRef, view: View) -> int | None:
    return view.member if node.entity == "person" else None


def _once(facts: Iterable[FactUse]) -> tuple[FactUse, ...]:
    return tuple(dict.fromkeys(facts))


def _named(uses: Iterable[ParameterUse]) -> tuple[ParameterUse, ...]:
    return tuple({use.name: use for use in uses}.values())
