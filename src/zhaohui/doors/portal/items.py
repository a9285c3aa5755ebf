"""Items as the portal lists them, and what is said before an application begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhaohui.clock import county_today
from zhaohui.county.forms.papers import papers
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registry.models import Person
from zhaohui.doors.portal.applications import apply_address
from zhaohui.packs.applying import CaseItem, case_items
from zhaohui.packs.pack import Pack


@dataclass(frozen=True)
class ItemRow:
    """An item with the address at which its application begins."""

    name: str
    note: str
    href: str


@dataclass(frozen=True)
class KnownRow:
    """Facts that need not be told or proved: their names, whose, and where the registry has them from."""

    names: str
    who: str
    department: str
    as_of: date


def item_rows(pack: Pack, giver: Person | None) -> list[ItemRow]:
    """Return the items that can be applied for."""
    return [
        ItemRow(
            name=item.name,
            note="、".join(rule.name for rule in item.rules if rule.name != item.name),
            href=apply_address("item", item.id, giver),
        )
        for item in case_items(pack, county_today()).values()
        if item.is_online
    ]


def start_context(item: CaseItem, sitting: Sitting, giver: Person | None) -> dict[str, Any]:
    """Return what the page before the form says."""
    answers = sitting.begin()
    if not answers.members:  # nobody is known yet: as for one person
        answers.set_count(1)
    return {
        "item": item,
        "giver": giver,
        "papers": papers(sitting, answers),
        "form": sitting.sheet.form,
        "known": known_rows(sitting),
        "form_address": apply_address("form", item.id, giver),
    }


def known_rows(sitting: Sitting) -> list[KnownRow]:
    """Return what the registry knows of the form's people: one row a person, department and day."""
    answers = sitting.begin()
    found: dict[tuple[str, str, date], list[str]] = {}
    for (member, name), known in sitting.known.items():
        who = "" if member is None else sitting.label(answers, member)
        found.setdefault((who, known.department, known.as_of), []).append(name)
    return [KnownRow("、".join(names), *key) for key, names in found.items()]
