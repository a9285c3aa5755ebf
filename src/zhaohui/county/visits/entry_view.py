"""A report of a visit in words, for whoever may read it."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.registry.sealed_text import unseal
from zhaohui.county.visits.models import Outcome, VisitEntry
from zhaohui.county.visits.queries import READ
from zhaohui.county.visits.results import result_words
from zhaohui.packs.pack import Pack


@dataclass(frozen=True, kw_only=True)
class EntryCard:
    """A report in words; of one that did not fit, what stands and how it was dealt with."""

    entry: VisitEntry
    result: str
    note: str
    settled: str = ""

    @property
    def is_conflict(self) -> bool:
        """Whether something else stands."""
        return self.entry.outcome == Outcome.CONFLICT


def entry_card(actor: Actor, pack: Pack, entry: VisitEntry) -> EntryCard:
    """Return a report in words: one's own, or one in reach; NotVisible for any other."""
    if entry.user_id != actor.user_id:
        actor.require(READ, entry.area)
    return EntryCard(
        entry=entry,
        result=result_words(pack, entry.result),
        note=unseal(entry.note_sealed),
        settled=unseal(entry.settled_sealed),
    )
