"""A resident deletes her account; her registry row and the audit log stay."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import BindingCode, Mandate, Officer
from zhaohui.county.accounts.own_account import locked_account
from zhaohui.county.audit.record import record
from zhaohui.county.forms.models import Draft


def delete_account(actor: Actor) -> None:
    """Delete the actor's account with its second factors, mandates, codes and open drafts.

    What she submitted stays, and so does what she began for somebody else.
    """
    actor.require("self.home")
    with transaction.atomic():
        user = locked_account(actor)
        if Officer.objects.filter(user=user).exists():
            raise AccountError(
                _("这是办公账户，不能自己删除。"),
                hint=_("离岗时由账户管理岗停用；审计记录要能查到人。"),
            )
        if user.person_id is not None:
            Mandate.objects.filter(giver_id=user.person_id, revoked_at=None).update(
                revoked_at=timezone.now()
            )
        record(actor, "account.delete", subject=("user", user.pk), purpose="本人删除账户")
        BindingCode.objects.filter(used_by=user).delete()
        own = Q(owner=user, subject=None)
        if user.person_id is not None:
            own |= Q(subject=user.person_id)
        Draft.objects.filter(own, submitted_at=None).delete()
        user.delete()
