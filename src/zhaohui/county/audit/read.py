"""Tell the log that personal data were read: a person's page, a list's page, an export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many


def record_read(
    actor: Actor,
    person_ids: Sequence[int],
    *,
    fields: Sequence[str],
    purpose: str,
    action: str = "person.read",
    shown: Mapping[str, str | int | bool] | None = None,
) -> int | None:
    """Append one entry for one read, of however many people, and return its number.

    `fields` are the names of the facts shown. `shown` says which list it was: its name and the
    codes of its filters; of a search by name or number only that it was one, never the words.
    Nobody shown, nothing recorded: None. Opens a transaction where there is none.
    """
    people = tuple(person_ids)
    if not people:
        return None
    one = len(people) == 1
    event = Event(
        action,
        subject=("person", people[0]) if one else ("people", len(people)),
        purpose=purpose,
        fields=fields,
        change=dict(shown) if shown else None,
        people=() if one else people,
    )
    with transaction.atomic():
        return record_many(actor, (event,))[0]
