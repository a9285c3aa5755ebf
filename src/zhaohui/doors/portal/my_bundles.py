"""A resident's applications for a 一件事 as her pages show them; officers' pages show the same items."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.bundle_queries import has_ended, parts_of
from zhaohui.county.cases.models import BundleApplication, BundlePart, Case, CaseState
from zhaohui.county.cases.models.case import ENDED
from zhaohui.county.cases.numbers import shown
from zhaohui.county.cases.story import Next, summary, what_next
from zhaohui.packs.pack import Pack


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """An item of an application: how it stands, what it waits for, where it is read ("": nowhere)."""

    name: str
    whose: str
    state: str
    waits: str
    next: Next | None
    href: str
    is_done: bool


def part_rows(
    application: BundleApplication,
    parts: Iterable[BundlePart],
    pack: Pack,
    address: Callable[[int], str],
) -> list[PartRow]:
    """Return the items in their order; `address` gives where a case is read ("": out of reach)."""
    return [_row(application, part, pack, address) for part in parts]


def _row(
    application: BundleApplication, part: BundlePart, pack: Pack, address: Callable[[int], str]
) -> PartRow:
    case = part.case
    whose = "" if part.person_id == application.subject_id else part.person.name or ""
    if case is None:
        return PartRow(
            name=part.item_name,
            whose=whose,
            state=str(part.get_skip_display()),
            waits="",
            next=None,
            href="",
            is_done=True,
        )
    waits = [each.item_name for each in part.waits_for.all()]
    return PartRow(
        name=part.item_name,
        whose=whose,
        state=str(CaseState(case.state).label),
        waits="、".join(dict.fromkeys(waits)) if case.state == CaseState.WAITING else "",
        next=what_next(case, pack) if case.state not in ENDED else None,
        href=address(case.pk),
        is_done=case.state in ENDED,
    )


def overall(parts: Sequence[BundlePart]) -> str:
    """Return how far it has come in words."""
    cases = [part.case for part in parts if part.case]
    done = sum(case.state in ENDED for case in cases)
    if done == len(cases):
        return _("都有答复了")
    return _("共 %(all)s 项，有答复的 %(done)s 项") % {"all": len(cases), "done": done}


def bundle_cards(found: Iterable[BundleApplication]) -> list[dict[str, Any]]:
    """Return the cards of the list; the parts came with the applications."""
    return [
        {
            "href": reverse("portal:me-bundle", args=[row.pk]),
            "name": row.bundle_name,
            "number": shown(row.number),
            "day": row.submitted_on,
            "state": overall(list(row.parts.all())),
        }
        for row in found
    ]


def status_context(application: BundleApplication, pack: Pack) -> dict[str, Any]:
    """Return how an application stands for the look-up without sign-in, which shows nobody's data."""
    parts = [part for part in parts_of(application) if part.case]  # what is held is hers
    rows = part_rows(application, parts, pack, lambda _pk: "")
    return {
        "application": application,
        "state": overall(parts),
        "rows": [replace(row, whose="") for row in rows],
    }


def standing(found: Case | BundleApplication, pack: Pack) -> dict[str, Any]:
    """Return how what was looked up by its number stands."""
    if isinstance(found, BundleApplication):
        return status_context(found, pack)
    return summary(found, pack)


def bundle_context(
    actor: Actor, application: BundleApplication, parts: Sequence[BundlePart], pack: Pack
) -> dict[str, Any]:
    """Return what the page of one application shows its applicant."""

    def address(pk: int) -> str:
        return reverse("portal:me-case", args=[pk])

    return {
        "application": application,
        "number": shown(application.number),
        "giver": application.subject if application.subject_id != actor.person_id else None,
        "state": overall(parts),
        "rows": part_rows(application, parts, pack, address),
        "is_answered": has_ended(parts),
        "title": _("一件事 %(number)s") % {"number": shown(application.number)},
    }
