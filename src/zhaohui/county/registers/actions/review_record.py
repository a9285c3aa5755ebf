"""Confirm that a record is still right 核实."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registers.actions.amend_record import require_version
from zhaohui.county.registers.history import REVIEW, keep
from zhaohui.county.registers.keepers import require_keeper
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import locked
from zhaohui.county.registers.reviews import next_review
from zhaohui.packs.schema.register_files import RegisterRow


def review_record(actor: Actor, register: RegisterRow, pk: int, *, version: int) -> Record:
    """Note today as the day of the review, set the next one, and return the record."""
    with transaction.atomic():
        row = locked(actor, "record.write", register.id, pk)
        require_keeper(actor, register, row.place)
        require_version(row, version)
        row.reviewed_on = county_today()
        row.review_due = next_review(register, row.state, row.reviewed_on)
        row.version += 1
        row.keeper_id = actor.user_id
        row.save()
        keep(actor, register, row, REVIEW, [])
    return row
