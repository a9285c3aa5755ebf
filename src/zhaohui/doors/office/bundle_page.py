"""一件事 as officers see it: the tables, one application, its receipt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.bundle_figures import BundleRow, OnlineRow
from zhaohui.county.cases.bundle_queries import Neighbours, has_ended
from zhaohui.county.cases.models import BundleApplication, BundlePart, CaseState
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.queries import visible_to
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.portal.bundle_page import bundle_name
from zhaohui.doors.portal.my_bundles import overall, part_rows
from zhaohui.doors.portal.templatetags.portal import domain_word
from zhaohui.packs.pack import Pack


def table_lines(rows: Iterable[BundleRow]) -> list[dict[str, Any]]:
    """Return the lines of the table of bundles, each with the work list that it opens."""
    return [
        {
            "row": row,
            "name": bundle_name(row.bundle),
            "href": f"{reverse('office:cases')}?bundle={row.bundle.id}",
            "days": None if row.days is None else round(row.days, 1),
        }
        for row in rows
    ]


def online_lines(rows: Iterable[OnlineRow], pack: Pack) -> list[dict[str, Any]]:
    """Return the lines of the table of items online, by domain, the sum last."""
    rows = list(rows)
    words = {row.domain: domain_word(row) for row in pack.domains}
    lines = [
        {
            "name": words[row.domain],
            "items": row.items,
            "online": row.online,
            "share": None if row.share is None else row.share * 100,
            "offline": row.offline,
        }
        for row in rows
    ]
    items, online = sum(row.items for row in rows), sum(row.online for row in rows)
    total = {
        "name": "",
        "items": items,
        "online": online,
        "share": online / items * 100 if items else None,
        "offline": [],
    }
    return [*lines, total]


def one_context(
    actor: Actor, application: BundleApplication, parts: Sequence[BundlePart], pack: Pack
) -> dict[str, Any]:
    """Return what the page of one application shows an officer: states, and the cases in her reach."""
    cases = [part.case_id for part in parts if part.case_id]
    seen = set(visible_to(actor).filter(pk__in=cases).values_list("pk", flat=True))

    def address(pk: int) -> str:
        return reverse("office:case", args=[pk]) if pk in seen else ""

    own = [part for part in parts if part.case_id is None or part.case_id in seen]
    return {
        "application": application,
        "number": shown(application.number),
        "place": area_word(pack, application.area or ""),
        "state": overall(parts),
        "rows": part_rows(application, own, pack, address),
        "hidden": len(parts) - len(own),
        "is_answered": has_ended(parts),
        "is_synthetic": is_synthetic(),
    }


def receipt_context(
    actor: Actor, application: BundleApplication, parts: Sequence[BundlePart], pack: Pack
) -> dict[str, Any]:
    """Return what a receipt says."""
    files = application.draft.materials.all() if application.draft else ()
    names = list(dict.fromkeys(file.name for file in files))
    return one_context(actor, application, parts, pack) | {"files": names, "receipt": application}


def neighbour_rows(found: Neighbours | None) -> dict[str, Any] | None:
    """Return how the other items of a case's 一件事 stand, as the case's page shows it."""
    if found is None:
        return None
    return {
        "application": found.application,
        "number": shown(found.application.number),
        "rows": [
            {
                "name": case.item_name,
                "state": CaseState(case.state).label,
                "href": reverse("office:case", args=[case.pk]),
            }
            for case in found.seen
        ],
        "hidden": found.hidden,
    }
