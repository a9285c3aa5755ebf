"""Take an invitation back before it is used."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import InvitationError, NotVisible
from zhaohui.county.accounts.models import Invitation
from zhaohui.county.audit.record import record


def revoke_invitation(actor: Actor, invitation_id: int) -> Invitation:
    """End the invitation; NotVisible outside the actor's range, InvitationError once accepted."""
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update(of=("self",)).filter(pk=invitation_id).first()
        )
        if invitation is None or not actor.may("officer.invite", invitation.area):
            raise NotVisible
        if invitation.accepted_by_id is not None:
            raise InvitationError(
                _("这个邀请已经被接受。"), hint=_("要收回岗位，请在名册里免去任职。")
            )
        if invitation.revoked_at is None:
            invitation.revoked_at = timezone.now()
            invitation.save(update_fields=["revoked_at"])
            record(actor, "officer.revoke_invitation", subject=("invitation", invitation.pk))
    return invitation
