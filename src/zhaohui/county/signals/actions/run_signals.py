"""Look at every signal 每天查看预警: people by the rules' engine over the snapshot, the rest row by row."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.content_folder import draft_folder
from zhaohui.county.one_state import one_state
from zhaohui.county.registry.actions.write_facts import write_facts
from zhaohui.county.registry.queries import has_people
from zhaohui.county.signals.looks import Look
from zhaohui.county.signals.people import columns_asked, look_at_people
from zhaohui.county.signals.places import look_at_places
from zhaohui.county.signals.readings import look_at_readings
from zhaohui.county.signals.records import look_at_records
from zhaohui.county.signals.settle import Settled, settle
from zhaohui.county.signals.standings import people_standing
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import SignalRow
from zhaohui.packs.signals import ready_signals


def run_signals(
    actor: Actor,
    pack: Pack | None = None,
    *,
    only: Collection[str] = (),
    today: dt.date | None = None,
) -> dict[str, Any]:
    """Look at the signals (`only` these) and return what each saw and did; twice a day changes nothing.

    Each signal's alerts are one transaction. Raises FactError where a fact is not the dictionary's.
    """
    began = time.perf_counter()
    pack, day = pack or current_pack(), today or county_today()
    rows = [row for row in pack.signals if not only or row.id in only]
    answer: dict[str, Any] = {}
    people = [row for row in rows if row.is_about_people]
    with draft_folder(settings.DATA_DIR / "signals") as folder:  # the evidence is read from it, too
        looks = _people(pack, people, day, folder) if people and has_people() else {}
        for row in rows:
            if row.is_about_people and row.id not in looks:
                continue
            with transaction.atomic():
                look = looks[row.id] if row.is_about_people else look_at(pack, row, day)
                answer[row.id] = _told(look, settle(actor, pack, row, look, day))
    return {
        "on": day.isoformat(),
        "signals": answer,
        "raised": sum(each["raised"] for each in answer.values()),
        "cleared": sum(each["cleared"] for each in answer.values()),
        "seconds": round(time.perf_counter() - began, 3),
    }


def look_at(pack: Pack, row: SignalRow, today: dt.date) -> Look:
    """Return what a signal that is not about people sees."""
    if row.watch.kind == "register":
        return look_at_records(pack, ready_signals(pack)[row.id], today)
    if row.watch.kind == "offer":
        return look_at_places(pack, row, today)
    return look_at_readings(pack, row, today)


def _people(pack: Pack, rows: list[SignalRow], day: dt.date, folder: Path) -> dict[str, Look]:
    with one_state():
        write_facts(folder, columns=columns_asked(pack, rows), facts=pack.facts, day=day)
    standing = people_standing([row.id for row in rows])
    return look_at_people(pack, rows, folder, day, standing)


def _told(look: Look, done: Settled) -> dict[str, Any]:
    return {
        "asked": look.asked,
        "unknown": look.unknown,
        "unset": look.is_unset,
        "raised": done.raised,
        "worse": done.worse,
        "milder": done.milder,
        "cleared": done.cleared,
        "tasks": done.tasks,
    }
