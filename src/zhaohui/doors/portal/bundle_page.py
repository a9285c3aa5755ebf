"""一件事 as the portal shows it: to everybody, to who begins one, and on its last page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.open_sending import open_bundle_sending
from zhaohui.county.cases.bundle_figures import compared, comparison
from zhaohui.county.cases.bundle_plan import Planned, needed_papers, plan
from zhaohui.county.forms.errand import DRAFT_WRITE
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registry.models import Person
from zhaohui.doors.portal.applications import apply_address
from zhaohui.doors.portal.items import ItemRow, known_rows
from zhaohui.doors.portal.templatetags.portal import is_english
from zhaohui.packs.bundles import Bundle, Member, bundles, documents_of
from zhaohui.packs.pack import Pack


@dataclass(frozen=True)
class GuideRow:
    """An item of a bundle: what it is, for whom, what it waits for, whether it can be applied for."""

    name: str
    href: str
    condition: str
    after: str
    because: str
    is_open: bool


def bundle_name(bundle: Bundle) -> str:
    """Return what a bundle is called in the reader's language."""
    return bundle.row.name_en if is_english() else bundle.row.name


def bundle_intro(bundle: Bundle) -> str:
    """Return what it is for in the reader's language."""
    return bundle.row.intro_en if is_english() and bundle.row.intro_en else bundle.row.intro


def title_of(member: Member) -> str:
    """Return what an item is called in the reader's language."""
    return member.english if is_english() and member.english else member.title


def guide_rows(bundle: Bundle) -> list[GuideRow]:
    """Return the items of a bundle for everybody."""
    titles = {member.name: title_of(member) for member in bundle.members}
    return [
        GuideRow(
            name=titles[member.name],
            href=reverse("portal:item", args=[member.name]),
            condition=member.row.condition,
            after="、".join(titles[name] for name in member.row.after),
            because=member.row.because,
            is_open=member.item is not None,
        )
        for member in bundle.members
    ]


def list_context(pack: Pack) -> dict[str, Any]:
    """Return every bundle of the pack with how many items it has and lacks."""
    found = bundles(pack, county_today()).values()
    return {
        "cards": [
            {
                "href": reverse("portal:bundle", args=[bundle.id]),
                "name": bundle_name(bundle),
                "intro": bundle_intro(bundle),
                "open": len(bundle.open_members),
                "absent": len(bundle.row.absent),
            }
            for bundle in found
        ]
    }


def guide_context(bundle: Bundle) -> dict[str, Any]:
    """Return what everybody may know of a bundle: items, materials once, what is spared, what is missing."""
    return {
        "bundle": bundle,
        "name": bundle_name(bundle),
        "intro": bundle_intro(bundle),
        "rows": guide_rows(bundle),
        "documents": documents_of(bundle.open_members),
        "comparison": comparison(bundle),
        "absent": bundle.row.absent,
        "start": apply_address("item", bundle.form_id, None) if bundle.open_members else "",
    }


def bundle_links(pack: Pack, giver: Person | None) -> list[ItemRow]:
    """Return the bundles that can be applied for, with where that begins."""
    return [
        ItemRow(
            name=bundle_name(bundle),
            note="、".join(title_of(member) for member in bundle.open_members),
            href=apply_address("item", bundle.form_id, giver),
        )
        for bundle in bundles(pack, county_today()).values()
        if bundle.open_members
    ]


def start_context(bundle: Bundle, sitting: Sitting, giver: Person | None) -> dict[str, Any]:
    """Return what is said before she begins: which items fit her home, what is needed and known."""
    answers = sitting.begin()
    if not answers.members:  # the account is bound to nobody yet: as for one person
        answers.set_count(1)
    planned = plan(sitting, answers, bundle) if sitting.people else []
    return {
        "bundle": bundle,
        "name": bundle_name(bundle),
        "intro": bundle_intro(bundle),
        "giver": giver,
        "planned": planned,
        "can_go": any(row.goes for row in planned),
        "comparison": compared(_members(planned)) if planned else comparison(bundle),
        "papers": needed_papers(sitting, answers, _going(planned)),
        "form": sitting.sheet.form,
        "known": known_rows(sitting),
        "absent": bundle.row.absent,
        "form_address": apply_address("form", bundle.form_id, giver),
    }


def _going(planned: Sequence[Planned]) -> list[Planned]:
    return [row for row in planned if row.goes]


def _members(planned: Sequence[Planned]) -> list[Member]:
    found = {row.member.name: row.member for row in planned if row.goes}
    return list(found.values())


def sending_context(
    actor: Actor, row: Draft, sitting: Sitting, *, action: str = DRAFT_WRITE
) -> dict[str, Any]:
    """Return what both doors' last page shows: the items to choose from and their materials, each once."""
    found = open_bundle_sending(actor, row, sitting, action=action)
    return {
        "form": sitting.sheet.form,
        "version": row.version,
        "planned": found.planned,
        "needed": found.needed,
        "files": found.files,
    }
