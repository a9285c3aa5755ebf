"""Taking an application in at a window: addresses, the channel, and what the pages show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.open_sending import open_sending
from zhaohui.county.cases.models import Channel
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registry.models import Person
from zhaohui.doors.portal.items import ItemRow
from zhaohui.doors.portal.sending import wanted_papers
from zhaohui.packs.applying import CaseItem

VILLAGE_DIGITS = 12


def address(page: str, person: Person, item: str = "") -> str:
    """Return the address of a page: new (the list), form, send or files of an item."""
    if page == "new":
        return reverse("office:case-new", args=[person.pk])
    return reverse(f"office:case-new-{page}", args=[person.pk, item])


def channel_of(actor: Actor) -> Channel:
    """Return where it was taken in: an officer whose post is a village's helps there."""
    lows = [len(low) for low, _high in actor.ranges(TAKE_IN)]
    return Channel.VILLAGE if lows and min(lows) >= VILLAGE_DIGITS else Channel.WINDOW


def item_rows(items: Sequence[CaseItem], person: Person) -> list[ItemRow]:
    """Return the items that can be applied for at a window as rows, each with its address."""
    return [ItemRow(item.name, item.department, address("form", person, item.id)) for item in items]


def send_context(actor: Actor, row: Draft, sitting: Sitting, person: Person) -> dict[str, Any]:
    """Return what the page of the materials shows."""
    found = open_sending(actor, row, sitting, action=TAKE_IN)
    action = address("files", person, row.form)
    return {
        "form": sitting.sheet.form,
        "giver": person,
        "version": row.version,
        "wanted": wanted_papers(found.needed, found.files, action, drop=False),
        "form_address": address("form", person, row.form),
    }
