"""Read a file of records and say what it would do; nothing is taken in yet 预览导入."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.registers.errors import ImportRefused
from zhaohui.county.registers.import_file import keep_file, read_rows
from zhaohui.county.registers.import_rows import Judged, judge_rows, needs_key
from zhaohui.county.registers.keepers import require_keeper
from zhaohui.county.registers.models import Import
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"
MOST_TOLD = 200


def preview_import(actor: Actor, register: RegisterRow, *, name: str, content: bytes) -> Import:
    """Store the file sealed with what each of its rows would do, and return the import.

    Raises ImportRefused or TableError for a file that is no table of this register.
    """
    require_keeper(actor, register)
    if not register.fields or needs_key(register):
        raise ImportRefused(
            _("这本台账没有编号项，不能批量导入。"), hint=_("请在县包里写明 key，或逐条登记。")
        )
    judged = judge_rows(actor, register, read_rows(register, name, content))
    with transaction.atomic():
        made = Import.objects.create(
            register=register.id,
            name=name[-200:],
            sha256=hashlib.sha256(content).hexdigest(),
            rows=len(judged),
            report=report_of(judged),
            officer_id=actor.user_id,
        )
        change: dict[str, Any] = {"did": "preview", "register": register.id, "rows": made.rows}
        record(
            actor,
            WRITE,
            subject=("import", made.pk),
            purpose=register.purpose,
            change=change | {"sha256": made.sha256},
        )
        keep_file(made.pk, content)
    return made


def report_of(judged: list[Judged]) -> dict[str, Any]:
    """Return counts by kind, and up to two hundred rows with what is wrong with them."""
    counts = Counter(each.kind for each in judged)
    bad = [[each.row.number, "；".join(each.problems)] for each in judged if each.kind == "bad"]
    return {
        "new": counts["new"],
        "change": counts["change"],
        "same": counts["same"],
        "bad": counts["bad"],
        "wrong": bad[:MOST_TOLD],
    }
