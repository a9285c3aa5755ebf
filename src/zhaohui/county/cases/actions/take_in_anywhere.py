"""Take in, at any window of the county, an item for somebody who lives in another town 全区通办."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.identify_at_window import documents
from zhaohui.county.cases.taking import anywhere_items
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.actions.note_window import PURPOSE, Card, note_window
from zhaohui.county.registry.models import Person


def take_in_anywhere(actor: Actor, item: str, shown: str, *, number: str, name: str) -> Person:
    """Return whom the application is for; her home handles it.

    `shown` is the code of a document of the pack. NotVisible where number and name are nobody's,
    which is recorded, or where the item or the document is not for this.
    """
    actor.require(TAKE_IN)
    pack = current_pack()
    if item not in {each.id for each in anywhere_items(pack)}:
        raise NotVisible
    if shown not in {row.code for row in documents(pack)}:
        raise NotVisible
    area = next((low for low, _high in actor.ranges(TAKE_IN)), pack.code)
    try:
        with transaction.atomic():
            card = Card(item=item, area=area, number=number, name=name)
            return note_window(actor, TAKE_IN, card)
    except NotVisible:
        with transaction.atomic():
            subject = ("search", "window")
            record(actor, TAKE_IN, subject=subject, purpose=PURPOSE, change={"found": 0})
        raise
