"""Reading the log enters the log."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record

ACTION = "audit.read"
PURPOSE = "审计监督"


def note_reading(
    actor: Actor, asked: Mapping[str, str | int], *, person_id: int | None = None
) -> None:
    """Record which part of the log was read: the codes of the filter, and whose entries.

    Raises NotVisible for who may not read the county's log.
    """
    actor.require(ACTION)
    subject = None if person_id is None else ("person", person_id)
    with transaction.atomic():
        record(actor, ACTION, subject=subject, purpose=PURPOSE, change=dict(asked))
