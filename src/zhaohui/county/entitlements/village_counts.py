"""What an officer may see of the published sweep's counts: by rule, town and village of her range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.entitlements.models import SweepRun, VillageCell

FIGURES = ("yes", "no", "unknown", "amount_fen", "unpriced")


@dataclass(frozen=True)
class Count:
    """Subjects (people or households) of one rule in one area; `key` is the rule's id or a code.

    Money is in fen; `unpriced` are the yes whose amount is not known. An empty code is "unknown
    place".
    """

    key: str
    yes: int = 0
    no: int = 0
    unknown: int = 0
    amount_fen: int = 0
    unpriced: int = 0

    @property
    def subjects(self) -> int:
        """All subjects."""
        return self.yes + self.no + self.unknown

    @property
    def share(self) -> float | None:
        """The per cent that qualify; None where there is nobody."""
        return 100 * self.yes / self.subjects if self.subjects else None


def visible_to(actor: Actor, action: str, run: SweepRun) -> QuerySet[VillageCell]:
    """Return the run's cells in the areas that `action` reaches."""
    return VillageCell.objects.filter(in_scope(actor, action), run=run)


def unknown_in_reach(actor: Actor, run: SweepRun) -> int:
    """Return how many answers still wait for information in the areas of `finding.list`."""
    found = visible_to(actor, "finding.list", run).aggregate(n=Sum("unknown"))
    return found["n"] or 0


def by_rule(cells: QuerySet[VillageCell]) -> dict[str, Count]:
    """Return the counts of every rule."""
    return _summed(cells, "rule")


def by_town(cells: QuerySet[VillageCell], rule: str) -> dict[str, Count]:
    """Return one rule's counts by town code; key "" where the town is unknown."""
    return _summed(cells.filter(rule=rule), "town")


def by_village(cells: QuerySet[VillageCell], rule: str, town: str) -> dict[str, Count]:
    """Return one rule's counts in one town by village code; key "" where the village is unknown."""
    return _summed(cells.filter(rule=rule, town=town or None), "village")


def total(counts: Iterable[Count]) -> Count:
    """Return the sum."""
    rows = list(counts)
    return Count("", *(sum(getattr(row, name) for row in rows) for name in FIGURES))


def _summed(cells: QuerySet[VillageCell], by: str) -> dict[str, Count]:
    sums = {f"{name}_sum": Sum(name) for name in FIGURES}
    rows = cells.order_by(by).values(by).annotate(**sums)
    return {
        row[by] or "": Count(row[by] or "", *(row[f"{name}_sum"] for name in FIGURES))
        for row in rows
    }
