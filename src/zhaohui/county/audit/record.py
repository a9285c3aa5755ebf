"""Write audit entries, in the transaction of what they tell.

Two statements whatever their number: the head is read (on PostgreSQL its row is locked until the
transaction ends, so call `record` last), and the entries are inserted; a trigger moves the head.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from django.db import connection

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.act import current_act
from zhaohui.county.audit.chain import COLUMNS, ENTRIES, HEAD, PEOPLE, link
from zhaohui.county.audit.errors import NoHeadError, NotInTransactionError
from zhaohui.county.audit.no_personal_data import require_clean, require_purpose

LONGEST_LABEL = 200
_MARKS = ", ".join(["%s"] * (len(COLUMNS) + 1))
_INSERT = f"INSERT INTO {ENTRIES} ({', '.join(COLUMNS)}, hash) VALUES ({_MARKS})"  # noqa: S608 - names of our own
_INSERT_PEOPLE = f"INSERT INTO {PEOPLE} (person_id, entry_seq) VALUES (%s, %s)"  # noqa: S608
_READ_HEAD = f"SELECT seq, hash FROM {HEAD} WHERE id = 1"  # noqa: S608


class Event(NamedTuple):
    """One thing done or read. `people` are registry ids of those concerned besides the subject.

    `fields` are names of facts; `change` holds small values that are not personal data (states,
    ids, amounts of parameters, codes of a filter).
    """

    action: str
    subject: tuple[str, int | str] | None = None
    purpose: str = ""
    fields: Sequence[str] = ()
    change: Mapping[str, Any] | None = None
    people: Sequence[int] = ()


def record(
    actor: Actor,
    action: str,
    *,
    subject: tuple[str, int | str] | None = None,
    purpose: str = "",
    fields: Sequence[str] = (),
    change: Mapping[str, Any] | None = None,
) -> int:
    """Append an entry to the chain and return its number; see `Event` for what it may hold.

    Raises NotInTransactionError, and EntryRefusedError where a text holds somebody's numbers.
    """
    event = Event(action, subject, purpose, fields, change)
    return record_many(actor, (event,))[0]


def record_many(actor: Actor, events: Sequence[Event]) -> range:
    """Append several entries that were done together, under one act; return their numbers."""
    if not connection.in_atomic_block:
        raise NotInTransactionError("An audit entry was written outside a transaction.")
    number, at = current_act(), dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    who = (at, number, actor.kind, actor.user_id, actor.label[:LONGEST_LABEL])
    told = [_told(event) for event in events]
    with connection.cursor() as cursor:
        last, before = _head(cursor)
        rows: list[tuple[Any, ...]] = []
        for seq, event in enumerate(told, last + 1):
            values = (seq, *who, *event)
            before = link(before, values)
            rows.append((*values, before))
        if len(rows) == 1:
            cursor.execute(_INSERT, rows[0])
        else:
            cursor.executemany(_INSERT, rows)
        if any(event.people for event in events):
            cursor.executemany(_INSERT_PEOPLE, _people_rows(last + 1, events))
    return range(last + 1, last + 1 + len(rows))


def _told(event: Event) -> tuple[Any, ...]:
    """Return the event as the columns from `action` on."""
    action, subject, purpose, fields, change, people = event
    if purpose:
        purpose = require_purpose(purpose)
    if change is not None:
        require_clean(change)
    kind, row = subject or (None, None)
    return (
        action,
        kind,
        None if row is None else str(row),
        purpose,
        orjson.dumps(list(fields)).decode() if fields else "[]",
        orjson.dumps(sorted(set(people))).decode() if people else None,
        None if change is None else orjson.dumps(change, option=orjson.OPT_SORT_KEYS).decode(),
    )


def _head(cursor: Any) -> tuple[int, bytes]:
    cursor.execute(_READ_HEAD + (" FOR UPDATE" if connection.vendor == "postgresql" else ""))
    head = cursor.fetchone()
    if head is None:
        raise NoHeadError(
            "The audit chain has no head row.", hint="Somebody removed it: zhaohui audit verify."
        )
    return head[0], bytes(head[1])


def _people_rows(first: int, events: Sequence[Event]) -> list[tuple[int, int]]:
    return [
        (person, seq)
        for seq, event in enumerate(events, first)
        for person in sorted(set(event.people))
    ]
