"""Take a report of a visit in: kept once by its key, applied and recorded in one transaction 记走访结果."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from zhaohui.clock import county_day
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.cases.actions.add_material import OTHER, CheckedFile, checked_file, keep_in_case
from zhaohui.county.cases.errors import CaseStateError, MaterialError
from zhaohui.county.cases.models import Case
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import person_visible_to
from zhaohui.county.registry.sealed_text import seal
from zhaohui.county.visits.applying import Finding, apply, ask_for_help
from zhaohui.county.visits.carriers import Standing, carrier_of, mark_of, standing
from zhaohui.county.visits.errors import VisitFault
from zhaohui.county.visits.models import Button, Outcome, VisitEntry
from zhaohui.county.visits.queries import NOTE, last_left
from zhaohui.county.visits.results import result_of
from zhaohui.county.visits.tickets import Ticket, read_ticket
from zhaohui.errors import ZhaohuiError
from zhaohui.packs.pack import Pack

MOST_WORDS = 500
OLDEST = dt.timedelta(days=60)  # a phone's clock that is further off is not believed


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the phone or the form sends; `said_at` None: now."""

    key: uuid.UUID
    ticket: str
    button: str
    result: str = ""
    note: str = ""
    said_at: dt.datetime | None = None
    photo: bytes = b""


def receive_entry(actor: Actor, pack: Pack, sent: Sent) -> VisitEntry:
    """Keep a report and return it; the same key again returns what was kept, whatever else is sent.

    NotVisible for a ticket that was not given to the actor, VisitFault for what can't be read. A photo
    that can't be taken is left out and the entry says so. What no longer fits is kept as a conflict.
    """
    actor.require(NOTE)
    if made := _made(actor, sent.key):
        return made
    ticket = read_ticket(actor, sent.ticket)
    found = _found(pack, ticket, sent)
    photo, fault = _photo(sent.photo)
    entry = _begun(actor, ticket, sent, found)
    entry.photo_fault = fault
    try:
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            entry.save(force_insert=True)
            _go(actor, ticket, entry, found, photo)
    except IntegrityError:  # the same report arrived twice at once
        made = _made(actor, sent.key)
        if made is None:
            raise
        return made
    return entry


def _made(actor: Actor, key: uuid.UUID) -> VisitEntry | None:
    made = VisitEntry.objects.filter(key=key).first()
    if made and made.user_id != actor.user_id:
        raise NotVisible
    return made


def _found(pack: Pack, ticket: Ticket, sent: Sent) -> Finding:
    note = sent.note.strip()
    if len(note) > MOST_WORDS:
        raise VisitFault(_("写得太长：最多 %(most)s 个字。") % {"most": MOST_WORDS})
    row = result_of(pack, ticket.about, sent.button, sent.result)
    with translation.override(settings.LANGUAGE_CODE):
        said = row.words if row else str(Button(sent.button).label)
    return Finding(button=sent.button, row=row, words=f"走访：{said}。{note}")


def _photo(content: bytes) -> tuple[CheckedFile | None, str]:
    if not content:
        return None, ""
    try:
        return checked_file(content), ""
    except MaterialError as error:
        return None, str(error)[:200]


def _begun(actor: Actor, ticket: Ticket, sent: Sent, found: Finding) -> VisitEntry:
    now = timezone.now()
    said_at = sent.said_at or now
    return VisitEntry(
        key=sent.key,
        user_id=ticket.user,
        office=actor.label,
        about=ticket.about,
        about_id=ticket.pk,
        title=ticket.title,
        person_id=ticket.person,
        area=ticket.area,
        button=sent.button,
        result=found.row.code if found.row else "",
        said_at=said_at if now - OLDEST < said_at <= now else now,
        outcome=Outcome.NOTED,
        note_sealed=seal(sent.note.strip()),
    )


def _go(
    actor: Actor, ticket: Ticket, entry: VisitEntry, found: Finding, photo: CheckedFile | None
) -> None:
    """Compare, apply, keep the photo, record; the caller holds the transaction."""
    seen = frozenset({ticket.seen, last_left(actor, ticket.about, ticket.pk)} - {""})
    now = standing(actor, ticket.about, ticket.pk, seen=seen)
    _keep_photo(actor, now, entry, photo)
    try:
        with transaction.atomic():
            entry.outcome = _applied(actor, ticket, entry, now, found)
    except ZhaohuiError as error:  # whatever refuses it: the report stays, as one that did not fit
        entry.outcome, entry.help_task = Outcome.CONFLICT, None
        entry.stands = f"{now.words}；没有办成：{error.message}"
    if entry.outcome == Outcome.CONFLICT:
        entry.stands = (entry.stands or now.words)[:300]
    after = carrier_of(actor, ticket.about, ticket.pk)
    entry.left = mark_of(after) if after and entry.outcome != Outcome.CONFLICT else ""
    entry.save()
    record(
        actor,
        NOTE,
        subject=("person", ticket.person) if ticket.person else (ticket.about, ticket.pk),
        purpose=f"走访：{ticket.title}",
        change={
            "entry": entry.pk,
            "about": ticket.about,
            "id": ticket.pk,
            "button": entry.button,
            "result": entry.result,
            "outcome": str(entry.outcome),
        },
    )


def _applied(
    actor: Actor, ticket: Ticket, entry: VisitEntry, now: Standing, found: Finding
) -> Outcome:
    if entry.button == Button.HELP and now.carrier is not None:
        person = _person(actor, ticket)
        entry.help_task = ask_for_help(actor, person, found, once=str(entry.key))
    if not now.is_as_seen or now.carrier is None:
        return Outcome.CONFLICT
    found = replace(found, on=county_day(entry.said_at))
    return Outcome.APPLIED if apply(actor, now.carrier, found) else Outcome.NOTED


def _keep_photo(actor: Actor, now: Standing, entry: VisitEntry, photo: CheckedFile | None) -> None:
    if photo is None:
        return
    kind, folder, digest, said, _size = photo
    if isinstance(now.carrier, Case) and now.is_as_seen:
        try:
            with transaction.atomic():
                entry.material = keep_in_case(
                    actor, now.carrier.pk, photo, document=OTHER, name="走访照片", action=TAKE_IN
                )
        except (CaseStateError, MaterialError):
            pass  # the case takes no more files: the photo stays with the visit
        else:
            return
    entry.photo_folder, entry.photo_digest = folder, digest
    entry.photo_kind, entry.photo_scan = kind[0], said


def _person(actor: Actor, ticket: Ticket) -> Person | None:
    if ticket.person is None:
        return None
    try:
        return person_visible_to(actor, NOTE, ticket.person)
    except NotVisible:
        return None
