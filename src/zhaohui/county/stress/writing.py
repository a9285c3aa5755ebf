"""One writer process: act, note in an own fsynced journal what was said to be stored, and again."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from django.db import DatabaseError, connection

from zhaohui.county.audit.models import Entry
from zhaohui.county.stress.action import accepted, chain_breaks_at, ground, invited, whole_cases
from zhaohui.county.stress.case_deeds import begun, halves, steps, whole_steps
from zhaohui.errors import ZhaohuiError

ONE_ACCEPTS = 25  # of so many: making an account hashes a password, most of a second of pure work


def write(writer: int, *, seconds: float, folder: Path, kind: str = "accept") -> dict[str, Any]:
    """Act for so long; return how often it was stored, refused as locked, or failed otherwise.

    Each line of the journal is an action that was stored: `invited` or `accepted` and its case, or
    the step of a case and its applicant.
    """
    ground()
    act = ACTS[kind]
    locked, times, number = 0, [0.0], 0
    faults: list[str] = []
    end = time.monotonic() + seconds
    with (folder / f"journal-{writer}").open("a") as journal:
        while time.monotonic() < end:
            number += 1
            try:
                begun_at = time.monotonic()
                for line in act(f"w{writer}-{number}", number):
                    times.append(time.monotonic() - begun_at)
                    _keep(journal, line)
                    begun_at = time.monotonic()
            except DatabaseError as error:
                if "locked" in str(error):
                    locked += 1
                else:
                    faults.append(type(error).__name__)
            except ZhaohuiError as error:  # a step was refused: of its own cases none may be
                faults.append(error.code)
    return {"locked": locked, "faults": faults, "slowest_s": max(times)}


def _accept(case: str, number: int) -> Iterator[str]:
    token = invited(case)
    yield f"invited {case}"
    if number % ONE_ACCEPTS == 0:
        accepted(token, case)
        yield f"accepted {case}"


def _cases(case: str, _number: int) -> Iterator[str]:
    draft = int(begun(case))
    for name in steps(draft):
        yield f"{name} {case}"


def _both(case: str, number: int) -> Iterator[str]:
    yield from _accept(case, number)
    yield from _cases(case, number)


ACTS = {"accept": _accept, "cases": _cases, "all": _both}


def _keep(journal: TextIO, line: str) -> None:
    journal.write(f"{line}\n")
    journal.flush()
    os.fsync(journal.fileno())


def count(folder: Path) -> dict[str, Any]:
    """Hold the journals to the database: what was said to be stored must be there, whole."""
    journals = [path.read_text().splitlines() for path in sorted(folder.glob("journal-*"))]
    said = {line for journal in journals for line in journal}
    invitations, acceptances = whole_cases()
    stored = {f"invited {case}" for case in invitations}
    stored |= {f"accepted {case}" for case in acceptances}
    stored |= whole_steps()
    return {
        "acknowledged": len(said),
        "by_process": [len(journal) for journal in journals],
        "lost": len(said - stored),
        "unacknowledged": len(stored - said),
        "half": len(halves()),
        "audit_entries": Entry.objects.count(),
        "chain_breaks_at": chain_breaks_at(),
        "database": database(),
    }


def database() -> dict[str, str]:
    """Return what the store is and how it keeps what is committed."""
    if connection.vendor == "sqlite":
        asked = {name: f"PRAGMA {name}" for name in ("journal_mode", "synchronous", "busy_timeout")}
        begin = {"begin": str(connection.settings_dict["OPTIONS"]["transaction_mode"])}
    else:
        names = ("server_version", "fsync", "synchronous_commit", "default_transaction_isolation")
        asked = {name: f"SHOW {name}" for name in names}
        begin = {}
    found = {}
    with connection.cursor() as cursor:
        for name, statement in asked.items():
            cursor.execute(statement)
            found[name] = str(cursor.fetchone()[0])
    return {"vendor": connection.vendor, **found, **begin}
