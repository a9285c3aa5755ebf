"""What was done to a record: kept with it, and vouched for by the audit chain."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.registers.models import Record, Revision
from zhaohui.county.registers.written import open_texts, seal_texts
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"
MOVE, REVIEW = "move", "review"
LONGEST_LABEL = 200
Line = tuple[str, str, str]  # a field, its text before, its text after


def differences(
    before: Mapping[str, str], after: Mapping[str, str], register: RegisterRow
) -> list[Line]:
    """Return field, text before and text after of each field that changed, in the file's order."""
    names = [field.name for field in register.fields]
    return [
        (name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]


def revision(
    actor: Actor, register: RegisterRow, row: Record, did: str, changed: list[Line]
) -> Revision:
    """Return the revision of an act, not yet stored; sealed fields' texts are sealed in it too."""
    fields = {each.name: each for each in register.fields}
    closed = [each for each in changed if each[0] in fields and fields[each[0]].privacy == "sealed"]
    plain = [list(each) for each in changed if each not in closed]
    sealed = seal_texts({name: f"{old}\n{new}" for name, old, new in closed}) or None
    digest = hashlib.sha256(orjson.dumps([row.pk, row.version, did, plain]) + (sealed or b""))
    return Revision(
        record=row,
        version=row.version,
        did=did,
        changes=plain,
        sealed=sealed,
        digest=digest.hexdigest(),
        officer_id=actor.user_id,
        officer_label=actor.label[:LONGEST_LABEL],
    )


def keep(
    actor: Actor,
    register: RegisterRow,
    row: Record,
    did: str,
    changed: list[Line],
    **more: Any,
) -> Revision:
    """Store the revision and its audit entry; call it last in the action's transaction."""
    made = revision(actor, register, row, did, changed)
    made.save()
    change: dict[str, Any] = {"did": did, "record": row.pk, "register": register.id}
    record(
        actor,
        WRITE,
        subject=("person", row.person_id) if row.person_id else ("record", row.pk),
        purpose=register.purpose,
        fields=tuple(name for name, _old, _new in changed),
        change=change | {"version": row.version, "sha256": made.digest} | more,
    )
    return made


def writers_since(row: Record, state: str) -> set[int | None]:
    """Return who wrote in a record since it was last led to the state of that name."""
    found: set[int | None] = set()
    for made in Revision.objects.filter(record=row).order_by("-pk"):
        if made.did not in (MOVE, REVIEW):
            found.add(made.officer_id)
        elif made.did == MOVE and made.changes and made.changes[0][-1] == state:
            break
    return found


def lines_of(made: Revision) -> list[Line]:
    """Return field, text before and text after of a revision, the sealed ones opened.

    Who shows them has opened the record, which is recorded.
    """
    lines = [(name, old, new) for name, old, new in made.changes]
    for name, both in open_texts(made.sealed).items():
        old, _newline, new = both.partition("\n")
        lines.append((name, old, new))
    return lines
