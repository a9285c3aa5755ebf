"""Take somebody in where she was met 发生地受理: away from home, or without identity papers."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.taking import ELSEWHERE, WITHOUT_PAPERS
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.actions.note_met import Met, note_met
from zhaohui.county.registry.errors import MetError
from zhaohui.county.registry.met import is_unknown
from zhaohui.county.registry.models import Person


def take_in_met(actor: Actor, met: Met) -> Person:
    """Return whom the application is for; the place where it happened handles it.

    NotVisible where that place is none of the actor's, NoSuchItem or MetError where the item is not
    for this.
    """
    with transaction.atomic():
        actor.require(TAKE_IN, met.area)
        pack = current_pack()
        places = {*(row.code for row in pack.towns), *(row.code for row in pack.villages)}
        if met.area not in places:
            raise MetError(_("请选发生在哪个村（社区）。"))
        allowed = case_item(pack, met.item).item.urgent
        person = note_met(actor, TAKE_IN, met)
        if is_unknown(person.pk) and WITHOUT_PAPERS not in allowed:
            raise MetError(_("这个事项要先核实身份才能申请。"))
        if person.area != met.area and ELSEWHERE not in allowed:
            raise MetError(_("这个事项要到户籍地或者居住地申请。"))
    return person
