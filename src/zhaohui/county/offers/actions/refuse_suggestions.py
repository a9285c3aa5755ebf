"""Want no suggestions, of one kind or of any; or want them again."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.offers.models import SuggestionRefusal
from zhaohui.county.offers.queries import kind_named
from zhaohui.county.offers.states import OWN


def refuse_suggestions(actor: Actor, kind: str, *, wants: bool) -> None:
    """Note that the resident wants no suggestions of a kind ("" any), or wants them again.

    NotVisible for whoever is bound to nobody, or a kind that there is not.
    """
    actor.require(OWN)
    if actor.person_id is None:
        raise NotVisible
    if kind:
        kind_named(kind)
    with transaction.atomic():
        if wants:
            SuggestionRefusal.objects.filter(person=actor.person_id, kind=kind).delete()
        else:
            SuggestionRefusal.objects.get_or_create(person_id=actor.person_id, kind=kind)
        record(
            actor,
            OWN,
            subject=("person", actor.person_id),
            purpose="要推荐" if wants else "不要推荐",
            change={"kind": kind},
        )
