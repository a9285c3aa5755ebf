"""Find who stands at the window by what she shows 核对证件: a document of the pack's list, or a case number."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.read import record_read
from zhaohui.county.audit.record import record
from zhaohui.county.cases.queries import case_by_number
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.errand import TAKE_IN
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import person_of_card, person_visible_to
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.handling import IdentityDocumentRow

CASE_NUMBER = "case"
PURPOSE = "窗口受理业务"  # the audit is kept in Chinese


def identify_at_window(actor: Actor, shown: str, number: str) -> Person:
    """Return the person; NotVisible where the number is nobody's in reach, which is recorded, too.

    `shown` is the code of an identity document, or `CASE_NUMBER`. What was shown is on record, the
    number never is.
    """
    try:
        person = _found(actor, shown, number)
    except NotVisible:
        with transaction.atomic():
            record(
                actor,
                TAKE_IN,
                subject=("search", "window"),
                purpose=PURPOSE,
                change={"found": 0},
            )
        raise
    record_read(actor, [person.pk], fields=("姓名",), purpose=PURPOSE, shown={"shown": shown})
    return person


def _found(actor: Actor, shown: str, number: str) -> Person:
    actor.require(TAKE_IN)
    if shown == CASE_NUMBER:
        return person_visible_to(actor, "person.read", case_by_number(actor, number).subject_id)
    if shown not in {row.code for row in documents(current_pack())}:
        raise NotVisible
    return person_of_card(actor, "person.read", number)


def documents(pack: Pack) -> list[IdentityDocumentRow]:
    """Return the documents by whose number somebody can be found."""
    return [row for row in pack.identity_documents if row.number]


def unknown_documents(pack: Pack) -> list[IdentityDocumentRow]:
    """Return those by which nobody can be found yet: the county's gaps."""
    return [row for row in pack.identity_documents if not row.number]
