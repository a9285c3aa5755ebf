"""What a 一件事 spares, and what came of it: one by one beside as one; applications, days, materials; items online."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from django.db.models import Count, Q, Sum

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.bundle_queries import answered_days, bundles_visible_to
from zhaohui.county.cases.case_list import CLOCKED
from zhaohui.county.cases.models import CaseState
from zhaohui.county.cases.queries import visible_to
from zhaohui.packs.bundles import Bundle, Member, bundles, documents_of
from zhaohui.packs.items import Item, all_standing
from zhaohui.packs.pack import Pack


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One thing counted item by item and as one; None where not all items say it."""

    apart: int | None
    once: int | None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """材料、环节、时限: what a bundle's items ask one by one, and as one.

    Steps one after another add up; side by side the longest counts, as do the promised days.
    `undated`: items whose promised days nobody has set: then days aren't compared.
    """

    items: int
    forms: Compared
    materials: Compared
    steps: Compared
    days: Compared
    undated: int


def comparison(bundle: Bundle) -> Comparison:
    """Return the comparison for everybody: all items of the bundle that can be applied for."""
    return compared(bundle.open_members)


def compared(members: Sequence[Member]) -> Comparison:
    """Return the comparison of these members."""
    items = [member.item for member in members if member.item]
    steps = [len(item.item.steps) for item in items]
    days = [item.promised_days for item in items if item.promised_days is not None]
    is_whole = bool(items) and len(days) == len(items)
    return Comparison(
        items=len(items),
        forms=Compared(apart=len(items), once=min(1, len(items))),
        materials=Compared(
            apart=sum(len(item.materials) for item in items), once=len(documents_of(members))
        ),
        steps=Compared(apart=sum(steps), once=max(steps, default=0)),
        days=Compared(apart=sum(days) if is_whole else None, once=max(days) if is_whole else None),
        undated=len(items) - len(days),
    )


@dataclass(frozen=True, kw_only=True)
class BundleRow:
    """What came of one bundle in the officer's area; `days` working days on average, None: no answer yet."""

    bundle: Bundle
    applications: int
    cases: int
    late: int
    answered: int
    days: float | None
    materials_apart: int
    materials_once: int


def bundle_rows(actor: Actor, pack: Pack, today: dt.date) -> list[BundleRow]:
    """Return a row for each bundle of the pack, those that nobody applied for with noughts."""
    seen = bundles_visible_to(actor)
    counts = {
        row["bundle"]: row
        for row in seen.values("bundle").annotate(
            n=Count("pk"), apart=Sum("materials_apart"), once=Sum("materials_once")
        )
    }
    cases = _case_counts(actor, today)
    days = _days(actor, pack)
    found = []
    for bundle in bundles(pack, today).values():
        row, own = counts.get(bundle.id), days.get(bundle.id, [])
        number, late = cases.get(bundle.id, (0, 0))
        found.append(
            BundleRow(
                bundle=bundle,
                applications=row["n"] if row else 0,
                cases=number,
                late=late,
                answered=len(own),
                days=mean(own) if own else None,
                materials_apart=row["apart"] if row else 0,
                materials_once=row["once"] if row else 0,
            )
        )
    return found


def _case_counts(actor: Actor, today: dt.date) -> dict[str, tuple[int, int]]:
    late = Q(state=CaseState.SUBMITTED, accept_by__lt=today) | Q(
        state__in=CLOCKED, due_on__lt=today
    )
    rows = (
        visible_to(actor)
        .filter(bundle_part__isnull=False)
        .values("bundle_part__application__bundle")
        .annotate(n=Count("pk"), late=Count("pk", filter=late))
    )
    return {r["bundle_part__application__bundle"]: (r["n"], r["late"]) for r in rows}


def _days(actor: Actor, pack: Pack) -> dict[str, list[int]]:
    seen = bundles_visible_to(actor)
    answered = answered_days(seen)
    found: dict[str, list[int]] = {}
    for pk, bundle, begun in seen.filter(pk__in=answered).values_list(
        "pk", "bundle", "submitted_on"
    ):
        found.setdefault(bundle, []).append(pack.working_days.between(begun, answered[pk]))
    return found


@dataclass(frozen=True, kw_only=True)
class OnlineRow:
    """事项上线率 of one domain: published items, those that can be applied for online, the others by name."""

    domain: str
    items: int
    online: int
    offline: Sequence[str]

    @property
    def share(self) -> float | None:
        """The share that is online; None where the domain has no published item."""
        return self.online / self.items if self.items else None


def online_rows(pack: Pack, today: dt.date) -> list[OnlineRow]:
    """Return a row a domain in the catalog's order."""
    published = [item for item in all_standing(pack, today) if item.state == "published"]
    return [
        online_row(row.domain, [item for item in published if item.domain == row.domain])
        for row in pack.domains
    ]


def online_row(domain: str, items: Iterable[Item]) -> OnlineRow:
    """Return how many of the items can be applied for online."""
    own = list(items)
    offline = [item.title for item in own if "online" not in item.channels]
    return OnlineRow(domain=domain, items=len(own), online=len(own) - len(offline), offline=offline)
