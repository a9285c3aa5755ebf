"""What a proposed value would change: the parameter's timeline, and the rules that use it, over everyone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.catalog.parameter_entry import ParameterEntry, checked
from zhaohui.county.catalog.proposals import pack_without
from zhaohui.county.entitlements.case_runs import CaseChange, case_changes
from zhaohui.county.entitlements.queries import current_run
from zhaohui.county.entitlements.trial import Effect, effects, rules_using
from zhaohui.doors.portal.parameter_tables import ParameterTable, figures, parameter_table
from zhaohui.engines.rules.parameters import resolve
from zhaohui.packs import Pack
from zhaohui.packs.book import words
from zhaohui.packs.schema.rules import RuleRow

TIMES = 3  # a figure so many times another is more often a wrong unit than a decision


@dataclass(frozen=True)
class Preview:
    """The figures in words, the timeline after, the rules concerned, their counts, and a warning."""

    figures: Sequence[tuple[str, str]]
    table: ParameterTable
    rules: Sequence[RuleRow]
    effects: Sequence[Effect] | None
    swept_on: dt.date | None
    is_synthetic: bool
    warning: str
    counted_on: dt.date | None = None
    cases: Sequence[CaseChange] = ()
    cases_run: int = 0

    @property
    def broken(self) -> int:
        """How many cases come out otherwise on their own day: their expectations must be looked at."""
        return sum(each.is_own_day for each in self.cases)

    @property
    def settled(self) -> int:
        """How many answers were unknown in the published sweep because of this parameter."""
        return sum(each.settled for each in self.effects or ())


def preview_of(
    entry: ParameterEntry, today: dt.date, replaced: ParameterProposal | None = None
) -> Preview:
    """Return what changes; ProposalError where the entry can't be."""
    before = pack_without(replaced)
    after = checked(before, entry)
    run = current_run()
    parameter = next(row for row in words(after)[1] if row.name == entry.parameter)
    rules = rules_using(after, entry.parameter)
    later = (before, entry.start) if run and entry.start > run.as_of else None
    return Preview(
        figures=figures(parameter, entry.value),
        table=parameter_table(after, parameter, today),
        rules=rules,
        effects=effects(after, entry.parameter, run, later=later) if run else None,
        swept_on=run.as_of if run else None,
        is_synthetic=bool(run and run.is_synthetic),
        warning=unlikely(before, entry),
        counted_on=later[1] if later else None,
        cases=case_changes(before, after, rules, entry.start),
        cases_run=sum(len(rule.cases) for rule in rules),
    )


def unlikely(pack: Pack, entry: ParameterEntry) -> str:
    """Return a warning where the figure is far from what held the day before or in a wider area."""
    parameter = next(row for row in words(pack)[1] if row.name == entry.parameter)
    held = resolve(parameter, pack.areas_chain, entry.start).value
    for key, old, new in _pairs(held, entry.value):
        if old and new and not 1 / TIMES <= new / old <= TIMES:
            shown = figures(parameter, held)
            said = "；".join(f"{band} {text}".strip() for band, text in shown)
            where = f"{key}：" if key else ""
            return _("%(where)s与现在用的（%(said)s）相差三倍以上，请再核对单位和数位。") % {
                "where": where,
                "said": said,
            }
    return ""


def _pairs(held: Any, new: Any) -> list[tuple[str, int, int]]:
    if isinstance(held, int) and isinstance(new, int):
        return [("", held, new)]
    if isinstance(held, Mapping) and isinstance(new, Mapping):
        return [
            (str(key), held[key], cell)
            for key, cell in new.items()
            if isinstance(held.get(key), int) and isinstance(cell, int)
        ]
    return []
