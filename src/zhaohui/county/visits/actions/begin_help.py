"""From a visit to an application on somebody's behalf 帮办: on record, then the window's own pages."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.registry.queries import person_visible_to
from zhaohui.county.visits.carriers import carrier_of
from zhaohui.county.visits.queries import NOTE
from zhaohui.county.visits.tickets import read_ticket
from zhaohui.packs.applying import case_items
from zhaohui.packs.pack import Pack


def begin_help(actor: Actor, pack: Pack, ticket_text: str) -> tuple[int, str]:
    """Record that help begins; return the person's id and the item that her line is about, "" for none.

    NotVisible where the person is out of reach for taking an application in.
    """
    actor.require(NOTE)
    ticket = read_ticket(actor, ticket_text)
    if ticket.person is None:
        raise NotVisible
    with transaction.atomic():
        person = person_visible_to(actor, TAKE_IN, ticket.person)
        carrier = carrier_of(actor, ticket.about, ticket.pk)
        rule = carrier.rule if isinstance(carrier, ContactLine) else ""
        found = (i.id for i in case_items(pack, county_today()).values() if rule in i.item.rules)
        item = next(found, "") if rule else ""
        record(
            actor,
            NOTE,
            subject=("person", person.pk),
            purpose=f"走访帮办：{ticket.title}",
            change={"did": "help", "about": ticket.about, "id": ticket.pk, "item": item},
        )
    return person.pk, item
