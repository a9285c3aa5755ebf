"""The published sweep's counts as the office shows them: rules, towns, villages in the officer's reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.models import SweepRun
from zhaohui.county.entitlements.village_counts import (
    Count,
    by_rule,
    by_town,
    by_village,
    visible_to,
)
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.portal.county_page import domain_of
from zhaohui.packs import Pack
from zhaohui.packs.schema.rules import RuleRow

ACTION = "finding.list"


@dataclass(frozen=True)
class RuleLine:
    """A rule with its counts; `domain` is its service's."""

    rule: RuleRow
    domain: str
    count: Count


@dataclass(frozen=True)
class AreaLine:
    """A town or village with one rule's counts; an unknown place has the code ""."""

    code: str
    name: str
    count: Count


def rule_lines(pack: Pack, actor: Actor, run: SweepRun) -> list[RuleLine]:
    """Return every counted rule in the pack's order."""
    counts = by_rule(visible_to(actor, ACTION, run))
    return [
        RuleLine(rule, domain_of(pack, rule), counts[rule.id])
        for rule in pack.rules
        if rule.id in counts
    ]


def town_lines(pack: Pack, actor: Actor, run: SweepRun, rule: str) -> list[AreaLine]:
    """Return the towns in reach with one rule's counts."""
    counts = by_town(visible_to(actor, ACTION, run), rule)
    return _lines(pack, counts, [town.code for town in pack.towns])


def village_lines(
    pack: Pack, actor: Actor, run: SweepRun, rule: str, *, town: str
) -> list[AreaLine]:
    """Return the villages of a town that are in reach with one rule's counts."""
    counts = by_village(visible_to(actor, ACTION, run), rule, town)
    return _lines(pack, counts, [row.code for row in pack.villages if row.town_code == town])


def _lines(pack: Pack, counts: Mapping[str, Count], known: Sequence[str]) -> list[AreaLine]:
    """In the pack's order, those that it does not know last."""
    others = sorted(code for code in counts if code not in set(known))
    return [
        AreaLine(code, area_word(pack, code), counts[code])
        for code in [*known, *others]
        if code in counts
    ]
