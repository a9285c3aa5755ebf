"""Open one record with fields of its own; the reading is recorded."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import require_reach
from zhaohui.county.registers.written import texts_of
from zhaohui.packs.schema.register_files import RegisterRow

READ = "record.read"


def open_record(actor: Actor, register: RegisterRow, row: Record) -> dict[str, str]:
    """Return the record's texts by field, the sealed ones opened; `row` is one that the actor sees."""
    with transaction.atomic():
        require_reach(actor, READ, row.pk)
        texts = texts_of(row)
        record(
            actor,
            READ,
            subject=("person", row.person_id) if row.person_id else ("record", row.pk),
            purpose=register.purpose,
            fields=tuple(texts),
            change={"record": row.pk, "register": register.id},
        )
    return texts
