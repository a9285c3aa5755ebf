"""Keys of other offices' systems 对接系统: how one looks, whose it is, what it may do."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
from collections.abc import Iterator

from zhaohui.county.accounts.actor import Actor, Grant
from zhaohui.county.accounts.models import ApiKey
from zhaohui.county.accounts.one_time_codes import hashed, new_token
from zhaohui.county.accounts.policy import area_range
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.access import PARTNER, PolicyRow

KIND = "api-key"
BEGINS = "zh_"
PREFIX_LENGTH = 8
LONGEST = 128
NOBODY = "0" * 64


def new_key() -> tuple[str, str, str]:
    """Return a key as it is told once, its prefix and what is kept of it."""
    prefix = BEGINS + "".join(
        secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(PREFIX_LENGTH)
    )
    text = f"{prefix}.{new_token()}"
    return text, prefix, hashed(KIND, text)


def key_of(text: str, today: dt.date) -> ApiKey | None:
    """Return the key that was sent, if it is one that runs today."""
    if len(text) > LONGEST or not text.isascii():
        return None
    found = ApiKey.objects.filter(prefix=text.partition(".")[0][:12]).first()
    kept = found.key_hash if found else NOBODY  # compared all the same: the time tells nothing
    is_right = hmac.compare_digest(kept, hashed(KIND, text))
    if found is None or not is_right or found.revoked_at is not None:
        return None
    return found if found.until is None or found.until >= today else None


def actor_of_key(key: ApiKey, pack: Pack) -> Actor:
    """Return who acts by a key: what the policy gives partners, the key names, and in its area."""
    low, high = area_range(key.area)
    grants = tuple(
        Grant(row.action, low=low, high=high, post=PARTNER, row=row.place)
        for row in partner_rows(pack)
        if row.action in key.actions
    )
    return Actor(
        kind="officer",
        user_id=key.account_id,
        label=f"{key.department} {key.name}（接口）",
        grants=grants,
    )


def partner_rows(pack: Pack) -> Iterator[PolicyRow]:
    """Yield what the policy allows other offices' systems."""
    return (row for row in pack.policy if row.post == PARTNER)
