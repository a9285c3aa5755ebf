"""A ticket 走访凭条: signed with the list, sent back with the report, however late it comes."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.core import signing

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible

SALT = "visits.ticket"
LONGEST = 2000


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """Who was sent to what: the carrier, the person, the area, and the standing that she saw."""

    user: int
    about: str
    pk: int
    person: int | None
    area: str
    seen: str
    title: str


def sign(ticket: Ticket) -> str:
    """Return the ticket as text for a form."""
    return signing.dumps(asdict(ticket), salt=SALT, compress=True)


def read_ticket(actor: Actor, text: str) -> Ticket:
    """Return the actor's own ticket; NotVisible for another's, or one that was never given."""
    try:
        ticket = Ticket(**signing.loads(text[:LONGEST], salt=SALT))
    except (signing.BadSignature, TypeError):
        raise NotVisible from None
    if ticket.user != actor.user_id:
        raise NotVisible
    return ticket
