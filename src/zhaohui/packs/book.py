"""A pack's facts, parameters and rules as the engine's rulebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from zhaohui.engines.rules import (
    Citation,
    Condition,
    Fact,
    Parameter,
    Rule,
    Rulebook,
    RuleError,
    Version,
)
from zhaohui.engines.rules.parameters import parameter_problems
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow
from zhaohui.packs.schema.rules import ParameterRow, RuleRow


def words(pack: Pack) -> tuple[list[Fact], list[Parameter]]:
    """The facts and parameters that an expression of the pack may name."""
    parts = _parts(pack, rules=())
    return parts["facts"], parts["parameters"]


def parameter_faults(row: ParameterRow, areas: Sequence[str]) -> list[RuleError]:
    """Return what the engine would refuse of one parameter in a county of this chain of areas."""
    return parameter_problems(_parameter(row), areas)


class _Parts(TypedDict):
    facts: list[Fact]
    parameters: list[Parameter]
    rules: list[Rule]
    areas: tuple[str, ...]


def rulebook(pack: Pack) -> Rulebook:
    """The compiled rules of the pack. RuleError names the file and line of the first fault."""
    return Rulebook.compile(**_parts(pack, rules=pack.rules))


def rulebook_faults(pack: Pack, *, with_rules: bool = True) -> list[RuleError]:
    """Everything that `rulebook` would refuse; without rules, only facts and parameters."""
    return Rulebook.problems(**_parts(pack, rules=pack.rules if with_rules else ()))


def own_book(pack: Pack, rules: Sequence[Rule]) -> Rulebook:
    """Return rules that are no benefits', compiled over the pack's facts and parameters.

    RuleError names the first fault.
    """
    return Rulebook.compile(**_parts(pack, rules=()) | {"rules": list(rules)})


def own_faults(pack: Pack, rules: Sequence[Rule]) -> list[RuleError]:
    """Everything that `own_book` would refuse."""
    return Rulebook.problems(**_parts(pack, rules=()) | {"rules": list(rules)})


def _parts(pack: Pack, *, rules: Sequence[RuleRow]) -> _Parts:
    return {
        "facts": [_fact(row) for row in pack.facts],
        "parameters": [_parameter(row) for row in pack.parameters],
        "rules": [_rule(row) for row in rules],
        "areas": pack.areas_chain,
    }


def engine_parameter(row: ParameterRow) -> Parameter:
    """Return a parameter as the engine has it."""
    return _parameter(row)


def _fact(row: FactRow) -> Fact:
    return Fact(
        name=row.name, column=row.column, entity=row.entity, type=row.type, values=row.values
    )


def _parameter(row: ParameterRow) -> Parameter:
    return Parameter(
        name=row.name,
        type=row.type,
        key=row.key,
        of=row.of,
        unit=row.unit,
        owner=row.owner,
        review_months=row.review_months,
        versions=tuple(
            Version(
                area=v.area,
                start=v.start,
                end=v.end,
                value=v.value,
                source=v.source,
                verification=v.verification,
                gap=v.gap,
                note=v.note,
                place=v.place,
            )
            for v in row.versions
        ),
    )


def _rule(row: RuleRow) -> Rule:
    return Rule(
        id=row.id,
        name=row.name,
        service=row.service,
        subject=row.subject,
        group=row.group,
        conditions=tuple(
            Condition(code=c.code, when=c.when, yes=c.yes, no=c.no) for c in row.conditions
        ),
        amount=row.amount,
        unit=row.unit,
        in_kind=row.in_kind,
        excludes=row.excludes,
        citations=tuple(Citation(source=c.source, article=c.article) for c in row.citations),
        verification=row.verification,
        note=row.note,
        place=row.place,
    )
