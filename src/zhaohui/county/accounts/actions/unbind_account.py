"""A resident takes her account and her registry row apart again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import Mandate, User
from zhaohui.county.accounts.own_account import locked_account
from zhaohui.county.audit.record import record


def unbind_account(actor: Actor) -> User:
    """Unbind the actor's account and end the mandates she gave: nobody could take them back."""
    actor.require("self.bind")
    with transaction.atomic():
        user = locked_account(actor)
        if user.person_id is None:
            raise AccountError(_("您的账户没有绑定。"))
        person_id = user.person_id
        ended = Mandate.objects.filter(giver_id=person_id, revoked_at=None).update(
            revoked_at=timezone.now()
        )
        user.person = None
        user.save(update_fields=["person"])
        record(
            actor,
            "account.unbind",
            subject=("person", person_id),
            purpose="本人解除绑定",
            change={"mandates_ended": ended},
        )
    return user
