"""Verifying a log of 200,000 entries that `record_many` wrote, and finding one that was edited."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.guards import unguard
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.audit.store import open_store
from zhaohui.county.audit.verify import Verdict, verify

ENTRIES = 200_000
TOGETHER = 1_000  # entries in one transaction
LEAST_PER_S = 200_000
EDITED = 150_000
ACTOR = Actor(kind="officer", user_id=1, label="模拟单位 镇窗口岗")
FIELDS = ("月收入", "残疾等级", "低保状态")


def chain_rows(folder: Path) -> list[dict[str, Any]]:
    """Return rows for writing and for verifying the log, in entries per processor second."""
    written = write()
    store = folder / "bench.sqlite3"
    whole, seconds = verified(store)
    with connection.cursor() as cursor:
        for statement in unguard("sqlite"):
            cursor.execute(statement)
        cursor.execute("UPDATE audit_entry SET purpose = 'x' WHERE seq = %s", [EDITED])
    edited, _ = verified(store)
    right = whole.ok and whole.entries == Entry.objects.count() and edited.first_bad == EDITED
    why = "the peers keep no chain that could be verified"
    return [
        line("record an entry, 1,000 in a transaction", written, right, why),
        line("verify the chain", seconds / whole.entries, right, why)
        | {"least_per_s": LEAST_PER_S, "entries": whole.entries},
    ]


def write() -> float:
    """Fill the log up to ENTRIES; return the processor seconds an entry."""
    missing = ENTRIES - Entry.objects.count()
    start = time.process_time()
    for first in range(0, missing, TOGETHER):
        batch = [
            Event("person.read", ("person", n), "窗口受理业务", FIELDS, {"tab": "facts"})
            for n in range(first, min(first + TOGETHER, missing))
        ]
        with transaction.atomic():
            record_many(ACTOR, batch)
    return (time.process_time() - start) / missing


def verified(store: Path) -> tuple[Verdict, float]:
    """Return the verdict on the file and the processor seconds it took."""
    start = time.process_time()
    with open_store(str(store)) as opened:
        verdict = verify(opened)
    return verdict, time.process_time() - start


def line(case: str, seconds: float, agreed: bool, why: str) -> dict[str, Any]:
    """Return one row; `ours` is processor seconds an entry."""
    return {
        "case": case,
        "ours": seconds,
        "agree": agreed,
        "ours_per_s": round(1 / seconds),
        "why": why,
    }
