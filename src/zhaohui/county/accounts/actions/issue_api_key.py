"""Give another office's system a key, at the command line; the key is told once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.api_keys import new_key, partner_rows
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import ApiKey, User
from zhaohui.county.accounts.policy import area_range
from zhaohui.county.accounts.posts import areas_of
from zhaohui.county.audit.record import record
from zhaohui.packs.pack import Pack


def issue_api_key(
    pack: Pack,
    *,
    name: str,
    department: str,
    area: str,
    actions: Sequence[str] = (),
    until: dt.date | None = None,
) -> tuple[ApiKey, str]:
    """Store a key and return it with its text; no actions: all that the policy gives partners.

    AccountError where the pack has no such area, or its policy does not give partners an action.
    """
    allowed = [row.action for row in partner_rows(pack)]
    wanted = list(dict.fromkeys(actions)) or allowed
    if wrong := [action for action in wanted if action not in allowed]:
        raise AccountError(
            f"The policy does not give partners {wrong[0]}.",
            hint=f"access/policy.csv gives them {', '.join(allowed) or 'nothing'}.",
        )
    if area not in {code for code, _, _ in areas_of(pack)}:
        raise AccountError(
            "The pack has no such area.", hint="Name the county, a town or a village by its code."
        )
    area_range(area)
    text, prefix, kept = new_key()
    with transaction.atomic():
        account = User.objects.filter(username=f"api:{name}").first()
        key = ApiKey.objects.create(
            account=account or User.objects.create_user(f"api:{name}"),
            name=name,
            department=department,
            prefix=prefix,
            key_hash=kept,
            actions=wanted,
            area=area,
            until=until,
        )
        record(
            system_actor("zhaohui api key issue"),
            "api.key_issue",
            subject=("user", key.account_id),
            change={"area": area, "until": until.isoformat() if until else None, "key": key.pk},
        )
    return key, text
