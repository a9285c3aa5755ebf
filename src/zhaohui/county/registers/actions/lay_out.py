"""Write the filter columns of a register anew after its file has changed 重排筛选列."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.registers.layouts import declared_columns, written_columns
from zhaohui.county.registers.models import FILTERED, Layout, Record
from zhaohui.county.registers.written import fill, texts_of
from zhaohui.packs.schema.register_files import RegisterRow

CHUNK = 1_000
FILLED = (*FILTERED, "title", "match_key", "lon", "lat", "faults", "fault_count")


def lay_out(actor: Actor, register: RegisterRow) -> int:
    """Bring every record's columns to what the file declares; return how many were written.

    One transaction: until it is done the list is not filtered by what changed.
    """
    columns = declared_columns(register)
    if not register.fields or written_columns(register) == columns:
        return 0
    done = 0
    with transaction.atomic():
        rows = Record.objects.select_for_update(of=("self",)).filter(register=register.id)
        last = 0
        while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
            for row in chunk:
                version = row.pack_version
                fill(row, register, texts_of(row), columns)
                row.pack_version = version
            Record.objects.bulk_update(chunk, FILLED)
            last, done = chunk[-1].pk, done + len(chunk)
        Layout.objects.update_or_create(register=register.id, defaults={"columns": columns})
        change = {"did": "lay_out", "register": register.id, "rows": done}
        record(actor, "record.write", subject=("register", register.id), change=change)
    return done
