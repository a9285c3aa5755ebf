"""The sweep's counts of one rule, town by town, as the page's table and map need them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from zhaohui.county.entitlements.queries import TownCount, rule_ids, town_counts
from zhaohui.packs import Pack
from zhaohui.packs.schema.registers import TownRow
from zhaohui.packs.schema.rules import RuleRow

if TYPE_CHECKING:
    from zhaohui.county.entitlements.models import SweepRun


@dataclass(frozen=True)
class TownLine:
    """A town with its counts; `share` is the part of its subjects, in per cent, that qualify."""

    town: TownRow
    count: TownCount
    share: float | None


def town_lines(pack: Pack, run: SweepRun, rule: RuleRow) -> list[TownLine]:
    """Return every town of the pack, those without a count included."""
    counts = town_counts(run, rule.id)
    found = ((town, counts.get(town.code, TownCount(town.code))) for town in pack.towns)
    return [TownLine(town, count, share(count)) for town, count in found]


def share(count: TownCount) -> float | None:
    """Return the per cent of subjects that qualify; None where there are no subjects."""
    return 100 * count.yes / count.subjects if count.subjects else None


def total(lines: Sequence[TownLine]) -> TownCount:
    """Return the county's sum over its towns."""
    counts = [line.count for line in lines]
    return TownCount(
        town="",
        yes=sum(count.yes for count in counts),
        no=sum(count.no for count in counts),
        unknown=sum(count.unknown for count in counts),
        amount_fen=sum(count.amount_fen for count in counts),
    )


def rules_by_domain(pack: Pack, run: SweepRun) -> list[tuple[str, list[RuleRow]]]:
    """Return the counted rules under the domain of their service, for the list to choose from."""
    counted = set(rule_ids(run))
    rules = [rule for rule in pack.rules if rule.id in counted]
    return [
        (domain, list(found))
        for domain, found in groupby(rules, key=lambda rule: domain_of(pack, rule))
    ]


def domain_of(pack: Pack, rule: RuleRow) -> str:
    """Return the domain of a rule's service, or of the item that leads to it; empty where there is neither."""
    if rule.service:
        return pack.service(rule.service).domain
    return next((item.domain for item in pack.items if rule.id in item.rules), "")
