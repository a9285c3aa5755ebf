"""Open one record of a register; the reading is recorded."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registers.contents import open_contents
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import require_reach
from zhaohui.packs.schema.register_files import RegisterRow


def read_record(actor: Actor, register: RegisterRow, row: Record, sitting: Sitting) -> Answers:
    """Return the record's answers, opened; `row` is one that the actor may see."""
    with transaction.atomic():
        require_reach(actor, "record.read", row.pk)
        answers = open_contents(row, sitting)
        record(
            actor,
            "record.read",
            subject=("person", row.person_id) if row.person_id else ("record", row.pk),
            purpose=register.purpose,
            fields=tuple(sitting.sheet.entries),
            change={"record": row.pk, "register": register.id},
        )
    return answers
