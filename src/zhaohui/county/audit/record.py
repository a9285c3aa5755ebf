"""Write one audit entry, in the transaction of what it tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from django.db import connection

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.chain import FIRST, link
from zhaohui.county.audit.models import ChainHead, Entry
from zhaohui.errors import ZhaohuiError


class NotInTransactionError(ZhaohuiError):
    """An entry must stand or fall with the change it tells: call inside `transaction.atomic()`."""

    code = "audit-outside-transaction"
    status = 500


def record(
    actor: Actor,
    action: str,
    *,
    subject: tuple[str, int | str] | None = None,
    purpose: str = "",
    fields: Sequence[str] = (),
    change: Mapping[str, Any] | None = None,
) -> Entry:
    """Append an entry to the chain: `actor` did `action` to `subject` (kind and id) for `purpose`.

    `fields` are the names of facts that were read or changed, `change` small values that are not
    personal data (states, ids, amounts of parameters). Raises NotInTransactionError.
    """
    if not connection.in_atomic_block:
        raise NotInTransactionError("An audit entry was written outside a transaction.")
    head = ChainHead.objects.select_for_update().filter(pk=ChainHead.ONLY_ID).first()
    seq, before = (head.seq + 1, bytes(head.hash)) if head else (1, FIRST)
    values = {
        "seq": seq,
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"),
        "actor_kind": actor.kind,
        "actor_id": actor.user_id,
        "actor_label": actor.label,
        "action": action,
        "subject_kind": subject[0] if subject else None,
        "subject_id": str(subject[1]) if subject else None,
        "purpose": purpose,
        "fields": orjson.dumps(list(fields)).decode(),
        "change": None
        if change is None
        else orjson.dumps(change, option=orjson.OPT_SORT_KEYS).decode(),
    }
    entry = Entry(**values, hash=link(before, list(values.values())))
    entry.save(force_insert=True)
    ChainHead.objects.update_or_create(
        pk=ChainHead.ONLY_ID, defaults={"seq": seq, "hash": entry.hash}
    )
    return entry
