"""The giver takes a mandate back, or the helper gives it up: at once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import Mandate
from zhaohui.county.audit.record import record


def revoke_mandate(actor: Actor, mandate_id: int) -> Mandate:
    """End the mandate; raises NotVisible where the actor neither gave nor holds it."""
    actor.require("self.mandate")
    with transaction.atomic():
        mandate = Mandate.objects.select_for_update(of=("self",)).filter(pk=mandate_id).first()
        if mandate is None:
            raise NotVisible
        is_giver = actor.person_id is not None and mandate.giver_id == actor.person_id
        if not is_giver and mandate.holder_id != actor.user_id:
            raise NotVisible
        if mandate.revoked_at is None:
            mandate.revoked_at = timezone.now()
            mandate.save(update_fields=["revoked_at"])
            record(
                actor,
                "mandate.revoke",
                subject=("person", mandate.giver_id),
                purpose="收回委托" if is_giver else "不再代办",
                change={"mandate": mandate.pk},
            )
    return mandate
