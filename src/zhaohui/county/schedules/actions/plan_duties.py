"""The night: lay out the duties of all schedules until a horizon, for everybody at once 排期."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.db import connection, transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.bulk_rows import insert_columns, python_values
from zhaohui.county.content_folder import draft_folder
from zhaohui.county.one_state import one_state
from zhaohui.county.registry.queries import has_people
from zhaohui.county.schedules.actions.steps import NIGHT
from zhaohui.county.schedules.models import Did, Duty, DutyEntry, DutyState, Excuse, Planning
from zhaohui.county.schedules.planning.differences import Differences, differences, read_kept
from zhaohui.county.schedules.planning.subjects import gather, write_answers
from zhaohui.county.schedules.planning.wanted import lay_out
from zhaohui.engines.rules.backends.duckdb import connect
from zhaohui.packs.pack import Pack

AHEAD_DAYS = 62
AT_ONCE = 500
LONGEST_WINDOW = 366


def plan_duties(actor: Actor, pack: Pack, *, day: dt.date | None = None) -> dict[str, int]:
    """Make the duties due by two months from `day`, mend what changed, end what is no longer wanted.

    Called twice it changes nothing the second time. What was done stays; what is to come goes with
    its anchor or condition; what is overdue is excused and stays as history. Returns the counts.
    """
    today = day or county_today()
    if not pack.schedules or not has_people():
        return {"made": 0, "changed": 0, "ended": 0}
    high = today + dt.timedelta(days=AHEAD_DAYS)
    lows = low_days(pack, today)
    with _database() as (db, folder):
        with one_state():
            write_answers(pack, folder, today)
            gather(db, pack, folder)
            read_kept(db, today - dt.timedelta(days=LONGEST_WINDOW))
        lay_out(db, pack, lows, high)
        found = differences(db, pack, today, high)
        with transaction.atomic():
            _store(found, today)
            _note(db, found, today, high)
            counts = {
                "made": found.new.num_rows,
                "changed": found.changed.num_rows,
                "ended": found.gone.num_rows,
            }
            if any(counts.values()):
                record(actor, "duty.plan", purpose="随访任务排期", change=counts)
    return counts


def low_days(pack: Pack, today: dt.date) -> dict[str, dt.date]:
    """Return by schedule the first day on which a window may close: today, or where the last night ended."""
    last = dict(Planning.objects.values_list("schedule", "until"))
    after = {name: until + dt.timedelta(days=1) for name, until in last.items()}
    return {row.id: min(today, after.get(row.id, today)) for row in pack.schedules}


@contextmanager
def _database() -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    with draft_folder(settings.DATA_DIR / "duties") as folder, connect(folder, 2, "1GB") as db:
        yield db, folder


def _store(found: Differences, today: dt.date) -> None:
    new = {name: python_values(found.new[name]) for name in found.new.column_names}
    many = found.new.num_rows
    if many:
        plain = {"state": "due", "result": "", "reason": "", "tries": 0, "escalation": 0}
        columns = new | {"deadline": new["closes"]} | {k: [v] * many for k, v in plain.items()}
        insert_columns(Duty, columns | {"version": [1] * many})
    _mend(found)
    ids: dict[bool, list[int]] = {True: [], False: []}
    for pk, unborn in zip(*(found.gone[n].to_pylist() for n in ("id", "unborn")), strict=True):
        ids[unborn].append(pk)
    for part in _parts(ids[True]):
        still = Duty.objects.filter(pk__in=part, state=DutyState.DUE, tries=0)
        own = list(still.values_list("pk", flat=True))
        DutyEntry.objects.filter(duty__in=own).delete()
        Duty.objects.filter(pk__in=own).delete()
    for part in _parts(ids[False]):
        _excuse(part, today)


def _mend(found: Differences) -> None:
    """Give duties their new days and place; one statement each, which no database finds slow."""
    table = found.changed
    if not table.num_rows:
        return
    names = ("area", "post", "opens", "due", "closes")
    values = [python_values(table[name]) for name in (*names, "closes", "id")]
    quoted = [connection.ops.quote_name(name) for name in (*names, "deadline")]
    sets = ", ".join(f"{name} = %s" for name in quoted)
    target = connection.ops.quote_name(Duty._meta.db_table)  # noqa: SLF001 - Django's documented Meta API
    with connection.cursor() as cursor:
        statement = f"UPDATE {target} SET {sets} WHERE id = %s AND state = 'due'"  # noqa: S608 - names of our own model
        cursor.executemany(statement, list(zip(*values, strict=True)))


def _excuse(ids: list[int], today: dt.date) -> None:
    rows = Duty.objects.filter(pk__in=ids, state=DutyState.DUE)
    made = [
        DutyEntry(duty_id=pk, did=Did.EXCUSED, on=today, reason=Excuse.CEASED, office=NIGHT)
        for pk in rows.values_list("pk", flat=True)
    ]
    rows.update(state=DutyState.EXCUSED, deadline=None, done_on=today, reason=Excuse.CEASED)
    DutyEntry.objects.bulk_create(made)


def _parts(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _note(db: duckdb.DuckDBPyConnection, found: Differences, today: dt.date, high: dt.date) -> None:
    counted = db.sql(
        "SELECT schedule, count(*) FILTER (sure), count(*) FILTER (NOT sure)"
        " FROM subjects GROUP BY schedule"
    )
    numbers = {name: (sure, unsure) for name, sure, unsure in counted.fetchall()}
    made = _by_schedule(found.new)
    rows = []
    for name in numbers.keys() | made.keys():
        sure, unsure = numbers.get(name, (0, 0))
        rows.append(
            Planning(
                schedule=name,
                day=today,
                until=high,
                subjects=sure,
                unsure=unsure,
                made=made.get(name, 0),
            )
        )
    Planning.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["schedule"],
        update_fields=["day", "until", "subjects", "unsure", "made"],
    )


def _by_schedule(table: Any) -> Mapping[str, int]:
    counted = table.group_by("schedule").aggregate([([], "count_all")])
    return dict(zip(counted["schedule"].to_pylist(), counted["count_all"].to_pylist(), strict=True))
