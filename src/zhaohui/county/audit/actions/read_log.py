"""Look into the log; that somebody looked enters the log."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.queries import PAGE_ROWS, Filter, page, visible_to
from zhaohui.county.audit.record import record

ACTION = "audit.read"
PURPOSE = "审计监督"


def read_log(
    actor: Actor, asked: Filter, *, before: int | None = None, rows: int = PAGE_ROWS
) -> tuple[list[Entry], int | None]:
    """Return a page of entries and where the next one begins; record what was asked for.

    Raises NotVisible for who may not read the county's log.
    """
    actor.require(ACTION)
    with transaction.atomic():
        found, following = page(visible_to(actor, ACTION), asked, before=before, rows=rows)
        record(
            actor,
            ACTION,
            subject=None if asked.person_id is None else ("person", asked.person_id),
            purpose=PURPOSE,
            change={"filter": asked.as_codes(), "before": before, "shown": len(found)},
        )
    return found, following
