"""Open a report of a visit, or its photo; the reading is recorded 看走访记录."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.cases.material_store import open_file
from zhaohui.county.visits.models import VisitEntry
from zhaohui.county.visits.queries import READ, entry_visible_to

PURPOSE = "看走访记录"


def read_entry(actor: Actor, pk: int) -> VisitEntry:
    """Return a report in reach; NotVisible for any other."""
    with transaction.atomic():
        entry = entry_visible_to(actor, READ, pk)
        _note(actor, entry, ("走访结果", "说明"))
    return entry


def take_photo(actor: Actor, pk: int) -> tuple[VisitEntry, bytes]:
    """Return a report with its photo; NotVisible where it is out of reach or has none of its own."""
    with transaction.atomic():
        entry = entry_visible_to(actor, READ, pk)
        if not entry.photo_folder:
            raise NotVisible
        content = open_file(entry.photo_folder, entry.photo_digest)
        _note(actor, entry, ("照片",))
    return entry, content


def _note(actor: Actor, entry: VisitEntry, fields: tuple[str, ...]) -> None:
    record(
        actor,
        READ,
        subject=("person", entry.person_id) if entry.person_id else ("visit", entry.pk),
        purpose=PURPOSE,
        fields=fields,
        change={"entry": entry.pk},
    )
