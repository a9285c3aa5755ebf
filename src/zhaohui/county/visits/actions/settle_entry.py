"""An officer has dealt with a report that did not fit 处理对不上的走访记录."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.registry.sealed_text import seal
from zhaohui.county.visits.errors import VisitFault, VisitSettled
from zhaohui.county.visits.models import Outcome, VisitEntry
from zhaohui.county.visits.queries import SETTLE, entry_visible_to

LEAST_WORDS, MOST_WORDS = 4, 500


def settle_entry(actor: Actor, pk: int, words: str) -> VisitEntry:
    """Note what was done about it; the worker reads it. Nothing else changes.

    VisitSettled where there is nothing (more) to settle, VisitFault where nothing is said.
    """
    words = words.strip()
    with transaction.atomic():
        entry = entry_visible_to(actor, SETTLE, pk, lock=True)
        if entry.outcome != Outcome.CONFLICT or entry.settled_at:
            raise VisitSettled(_("这条没有要处理的，或者已经处理过。"))
        if not LEAST_WORDS <= len(words) <= MOST_WORDS:
            raise VisitFault(_("请写明怎样处理的，4 到 500 个字。"))
        entry.settled_at, entry.settled_by_id = timezone.now(), actor.user_id
        entry.settled_sealed = seal(words)
        entry.save(update_fields=["settled_at", "settled_by", "settled_sealed"])
        record(
            actor,
            SETTLE,
            subject=("person", entry.person_id) if entry.person_id else ("visit", entry.pk),
            purpose=f"走访：{entry.title}",
            change={"entry": entry.pk},
        )
    return entry
