"""Note that somebody showed her card at a window of another town 全区通办: it may take in one item for her."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.registry.identity_number import IdentityFault, normal_identity
from zhaohui.county.registry.models import Encounter, Person
from zhaohui.county.registry.queries import ids_of_cards, people_visible_to

PURPOSE = "全区通办：当面核对证件"  # the audit is kept in Chinese


@dataclass(frozen=True, kw_only=True)
class Card:
    """What stands on the card that was shown at a window in `area`, for which item."""

    item: str
    area: str
    number: str
    name: str


def note_window(actor: Actor, action: str, card: Card) -> Person:
    """Return whose card it is, with an encounter where the actor does not reach her anyway.

    NotVisible where number and name are nobody's: whether one of them is somebody's is not told. The
    caller holds the transaction and has judged item and area.
    """
    person = _whose(card)
    if person is None or actor.user_id is None:
        raise NotVisible
    is_near = people_visible_to(actor, action).filter(pk=person.pk).exists()
    if not is_near:
        Encounter.objects.create(
            person=person,
            item=card.item,
            area=card.area,
            words=PURPOSE,
            noted_by_id=actor.user_id,
        )
    change = {"item": card.item, "area": card.area, "near": is_near}
    record(actor, action, subject=("person", person.pk), purpose=PURPOSE, change=change)
    return person


def _whose(card: Card) -> Person | None:
    try:
        number = normal_identity(card.number)
    except IdentityFault:
        return None
    pk = ids_of_cards([number]).get(number)
    person = None if pk is None else Person.objects.get(pk=pk)
    if person is None or "".join(card.name.split()) != "".join((person.name or "").split()):
        return None
    return person
