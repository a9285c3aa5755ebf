"""A reform as a study for the engine: two rulebooks, the rules it touches, the groups to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from zhaohui.engines.rules.simulate import Group, Part, Poverty, Study, compared_rules
from zhaohui.packs.book import rulebook
from zhaohui.packs.errors import PackError
from zhaohui.packs.pack import Pack
from zhaohui.packs.reforms.apply import Reformed
from zhaohui.packs.schema.reform import GroupRow, PovertyRow, ReformRow


def study_of(pack: Pack, reform: ReformRow, reformed: Reformed, *, today: dt.date) -> Study:
    """Return the study; RuleError for a wrong expression, PackError where no rule is touched.

    It is of the reform's `as_of`, else of today, or a later day on which everything it changes is in force.
    """
    before, after = rulebook(pack), rulebook(reformed.pack)
    rules = compared_rules(before, after, tuple(rule.id for rule in pack.rules))
    if not rules:
        raise PackError(
            f"{reform.place}: no rule's answer depends on what the reform changes.",
            hint="Change a parameter that a rule uses, or a rule, to something else than now.",
        )
    defaults = pack.simulation
    groups = reform.groups if reform.groups is not None else (defaults.groups if defaults else ())
    line = reform.poverty or (defaults.poverty if defaults else None)
    return Study(
        before=before,
        after=after,
        rules=rules,
        as_of=reform.as_of or max([today, *(each.start for each in reform.parameters)]),
        years=reform.years,
        groups=engine_groups(groups),
        poverty=engine_poverty(line),
    )


def engine_groups(rows: Iterable[GroupRow]) -> tuple[Group, ...]:
    """Return groups as the engine has them."""
    return tuple(
        Group(
            name=row.name,
            of=row.of,
            parts=tuple(Part(name=part.name, when=part.when) for part in row.parts),
        )
        for row in rows
    )


def engine_poverty(row: PovertyRow | None) -> Poverty | None:
    """Return the line and income as the engine has them."""
    return Poverty(line=row.line, income=row.income) if row else None
