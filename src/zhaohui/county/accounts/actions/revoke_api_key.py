"""Take a key back: from the next call on it opens nothing."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import ApiKey
from zhaohui.county.audit.record import record


def revoke_api_key(prefix: str) -> ApiKey:
    """Revoke the key that begins so; AccountError where there is none or it was revoked before."""
    with transaction.atomic():
        key = ApiKey.objects.select_for_update(of=("self",)).filter(prefix=prefix).first()
        if key is None or key.revoked_at is not None:
            raise AccountError(
                "No running key begins so.", hint="zhaohui api key list shows how they begin."
            )
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
        record(
            system_actor("zhaohui api key revoke"),
            "api.key_revoke",
            subject=("user", key.account_id),
            change={"key": key.pk},
        )
    return key
