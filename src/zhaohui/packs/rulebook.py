"""A pack's facts, parameters and rules as the engine's rulebook."""

from __future__ import annotations

from collections.abc import Sequence

from zhaohui.engines.rules import Citation, Condition, Fact, Parameter, Rule, Rulebook, Version
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.registers import FactRow
from zhaohui.packs.schema.rules import ParameterRow, RuleRow


def rulebook(pack: Pack, *, rules: Sequence[RuleRow] | None = None) -> Rulebook:
    """The compiled rules of the pack (or only the given ones). RuleError names file and line."""
    return Rulebook.compile(
        facts=[_fact(row) for row in pack.facts],
        parameters=[_parameter(row) for row in pack.parameters],
        rules=[_rule(row) for row in (pack.rules if rules is None else rules)],
        areas=pack.areas_chain,
    )


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
