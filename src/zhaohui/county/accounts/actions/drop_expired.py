"""Remove what ran out unused: invitations, binding codes, wrong tries. The audit log keeps that they were."""

from __future__ import annotations

import datetime as dt

from axes.models import AccessAttempt
from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import BindingCode, CodeTry, Invitation
from zhaohui.county.audit.record import record

KEPT_FOR = dt.timedelta(days=30)  # who asks "where is my invitation?" still gets an answer


def drop_expired(actor: Actor) -> dict[str, int]:
    """Delete what expired unused a month ago, and tries of more than a day; return how many of each."""
    now = timezone.now()
    before = now - KEPT_FOR
    with transaction.atomic():
        unused = Invitation.objects.filter(expires_at__lt=before, accepted_by=None)
        codes = BindingCode.objects.filter(expires_at__lt=before, used_by=None)
        dropped = {
            "invitations": unused.delete()[0],
            "binding_codes": codes.delete()[0],
            "sign_in_failures": AccessAttempt.objects.filter(
                attempt_time__lt=now - dt.timedelta(days=1)
            ).delete()[0],
            "tries": CodeTry.objects.filter(at__lt=now - dt.timedelta(days=1)).delete()[0],
        }
        if any(dropped.values()):
            record(actor, "officer.drop_expired", purpose="过期清理", change=dropped)
    return dropped
