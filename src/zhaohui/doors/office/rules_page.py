"""The rules as the office reads them: who they are for, their figures, their cases run now."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.case_runs import CaseRun, case_runs
from zhaohui.county.entitlements.queries import current_run
from zhaohui.county.entitlements.telling.values import area_words
from zhaohui.county.entitlements.village_counts import Count, by_rule, visible_to
from zhaohui.doors.portal.county_page import domain_of
from zhaohui.engines.rules.story import phrase
from zhaohui.packs import Pack
from zhaohui.packs.schema.rules import RuleRow

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook

ACTION = "finding.list"


@dataclass(frozen=True)
class RuleLine:
    """A rule in the list: its field, how many parameters it uses, how many have no value, its counts."""

    rule: RuleRow
    domain: str
    parameters: int
    gaps: int
    count: Count | None


@dataclass(frozen=True)
class ConditionLine:
    """A condition: its sentences, and the test in words."""

    code: str
    yes: str
    no: str
    words: str


def rule_lines(pack: Pack, book: Rulebook, actor: Actor, today: dt.date) -> list[RuleLine]:
    """Return every rule in the pack's order; counts of the areas in reach, if she may see any."""
    counts = counts_in_reach(actor)
    values = book.day(today).values
    return [
        RuleLine(
            rule=rule,
            domain=domain_of(pack, rule),
            parameters=len(names := parameters_of(book, rule)),
            gaps=sum(values[name] is None for name in names),
            count=counts.get(rule.id),
        )
        for rule in pack.rules
    ]


def counts_in_reach(actor: Actor) -> dict[str, Count]:
    """Return the last sweep's counts by rule in the officer's areas; none without the right."""
    run = current_run()
    if run is None or not actor.may(ACTION):
        return {}
    return by_rule(visible_to(actor, ACTION, run))


def parameters_of(book: Rulebook, rule: RuleRow) -> list[str]:
    """Return the parameters that a rule uses, the amount's first."""
    compiled = book.rule(rule.id)
    used = [*compiled.amount_parameters, *(n for c in compiled.conditions for n in c.parameters)]
    return list(dict.fromkeys(used))


def condition_lines(pack: Pack, book: Rulebook, rule: RuleRow) -> list[ConditionLine]:
    """Return the conditions with their tests in words."""
    areas = area_words(pack)
    return [
        ConditionLine(
            each.condition.code,
            each.condition.yes,
            each.condition.no,
            phrase(each.code.node, areas),
        )
        for each in book.rule(rule.id).conditions
    ]


def cases_of(pack: Pack, book: Rulebook, rule: RuleRow) -> tuple[list[CaseRun], int]:
    """Return the rule's cases run now, and how many do not agree."""
    runs = case_runs(pack, book, rule)
    return runs, Counter(run.agrees for run in runs)[False]
