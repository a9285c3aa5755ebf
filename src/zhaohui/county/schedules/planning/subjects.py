"""For whom each schedule is on a day, and its anchor: the rules engine's answer joined with records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from django.db import models
from django.db.models import Count, F, Max, Q

from zhaohui.clock import county_day
from zhaohui.county.outreach.models import ContactStop, StopWhy
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.actions.write_facts import write_facts
from zhaohui.county.schedules.due_days import fixed_anchor
from zhaohui.engines.rules.backends.duckdb import sweep
from zhaohui.engines.rules.backends.queries import make_plan
from zhaohui.engines.rules.backends.snapshot import stored_as
from zhaohui.packs.pack import Pack
from zhaohui.packs.schedules import schedule_book
from zhaohui.packs.schema.register_files import RegisterRow
from zhaohui.packs.schema.schedules import ScheduleRow

AT_ONCE = 20_000
RECORDS = pa.schema([
    ("record_id", pa.int64()), ("person_id", pa.int64()), ("household_id", pa.int64()),
    ("area", pa.string()), ("anchor", pa.date32()), ("base", pa.int32()),
])  # fmt: skip
TABLE = """CREATE OR REPLACE TEMP TABLE subjects (
    schedule VARCHAR, subject_id BIGINT, person_id BIGINT, record_id BIGINT, area VARCHAR,
    anchor DATE, base INTEGER, sure BOOLEAN)"""


def write_answers(pack: Pack, folder: Path, day: dt.date) -> None:
    """Write the facts that the schedules read and, into `findings`, whom their conditions fit."""
    book = schedule_book(pack)
    plan = make_plan(book, book.day(day), is_explained=False)
    columns = {fact.column for fact in plan.facts}
    columns |= {pack.fact(row.anchor.fact).column for row in pack.schedules if row.anchor.fact}
    write_facts(folder, columns=columns, facts=pack.facts, day=day)
    if book.rules:
        sweep(book, folder, day, folder / "findings", explained=False)


def gather(db: duckdb.DuckDBPyConnection, pack: Pack, folder: Path) -> None:
    """Fill the table `subjects` of the database from the folder's files and the registers' records."""
    db.execute(TABLE)
    for name in ("persons", "households"):
        source = _quoted(folder / f"{name}.parquet")
        db.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet({source})")  # noqa: S608 - a path of our own
    findings = folder / "findings"
    kept = stored_as(findings) if findings.exists() else {}
    if findings.exists():
        source = _quoted(findings / "findings.parquet")
        db.execute(f"CREATE OR REPLACE VIEW findings AS SELECT * FROM read_parquet({source})")  # noqa: S608 - a path of our own
    dead = ContactStop.objects.filter(why=StopWhy.DECEASED).values_list("person_id", flat=True)
    db.register("dead", pa.table({"person_id": pa.array(list(dead), pa.int64())}))
    for row in pack.schedules:
        answers = kept.get(row.id, row.id) if row.condition else ""
        if row.register_id:
            db.register("records", records_of(pack.register(row.register_id), row))
            _add_records(db, row, answers)
        else:
            _add_people(db, pack, row, answers)


def _add_people(db: duckdb.DuckDBPyConnection, pack: Pack, row: ScheduleRow, answers: str) -> None:
    """Add the people, or households by their heads, whom a condition fits or may fit."""
    is_home = row.subject == "household"
    subject = "f.household_id" if is_home else "f.person_id"
    home = " JOIN households h ON h.household_id = f.household_id" if is_home else ""
    area = "coalesce(h.village, h.town, p.village, p.town, '')" if is_home else AREA
    anchor = _day(fixed_anchor(row.anchor))
    if row.anchor.fact:
        anchor = f'{"h" if is_home else "p"}."{pack.fact(row.anchor.fact).column}"'
    db.execute(
        f"""INSERT INTO subjects SELECT ?, {subject}, f.person_id, NULL, {area}, {anchor}, 0,
            f.status = 'yes' AND {anchor} IS NOT NULL
        FROM findings f JOIN persons p ON p.person_id = f.person_id{home}
        WHERE f.rule = ? AND f.person_id NOT IN (SELECT person_id FROM dead)""",  # noqa: S608 - names of our own dictionary
        [row.id, answers],
    )


AREA = "coalesce(p.village, p.town, '')"


def _add_records(db: duckdb.DuckDBPyConnection, row: ScheduleRow, answers: str) -> None:
    """Add the records' subjects, where there is a condition those whom it fits or may fit."""
    subject = {"person": "r.person_id", "household": "r.household_id"}.get(
        row.subject, "r.record_id"
    )
    if row.subject == "record":
        joins, area, fits = "", "r.area", ""
    else:
        joins, area = " JOIN persons p ON p.person_id = r.person_id", AREA
        fits = " AND r.person_id NOT IN (SELECT person_id FROM dead)"
    sure = "r.anchor IS NOT NULL"
    if answers:
        key = "household_id" if row.subject == "household" else "person_id"
        joins += f" JOIN findings f ON f.{key} = r.{key}"
        fits += f" AND f.rule = '{answers}'"
        sure += " AND f.status = 'yes'"
    db.execute(
        f"""INSERT INTO subjects SELECT ?, {subject}, r.person_id, r.record_id, {area}, r.anchor,
            r.base, {sure} FROM records r{joins} WHERE {subject} IS NOT NULL{fits}""",  # noqa: S608 - ids of our own pack
        [row.id],
    )


def records_of(register: RegisterRow, row: ScheduleRow) -> pa.Table:
    """Return a register's records in the schedule's states, each with its anchor day."""
    states = row.states or [state.id for state in register.states if not state.ends]
    rows = Record.objects.filter(register=register.id, merged_into=None, state__in=states)
    parts = [pa.Table.from_pylist(list(part), schema=RECORDS) for part in _parts(rows, row)]
    return pa.concat_tables(parts) if parts else RECORDS.empty_table()


def _parts(rows: models.QuerySet[Record], row: ScheduleRow) -> Iterator[list[dict[str, Any]]]:
    anchor, asked = row.anchor, rows.order_by("pk")
    names = ["pk", "person_id", "household_id", "area"]
    if anchor.field:
        asked = asked.annotate(day=F(f"values__{anchor.field}"))
    elif anchor.assessed:
        own = Q(assessments__form=anchor.assessed)
        asked = asked.annotate(
            day=Max("assessments__day", filter=own), base=Count("assessments", filter=own)
        ).filter(day__isnull=False)
        names.append("base")
    elif anchor.entered:
        asked = asked.annotate(day=F("created_at"))
    names += ["day"] if not anchor.day else []
    part: list[dict[str, Any]] = []
    for each in asked.values(*names).iterator(chunk_size=AT_ONCE):
        part.append(_record(each, fixed_anchor(anchor)))
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part


def _record(each: dict[str, Any], fixed: dt.date | None) -> dict[str, Any]:
    day = each.get("day") or fixed
    if isinstance(day, str):
        day = dt.date.fromisoformat(day)
    elif isinstance(day, dt.datetime):
        day = county_day(day)
    return {
        "record_id": each["pk"],
        "person_id": each["person_id"],
        "household_id": each["household_id"],
        "area": each["area"],
        "anchor": day,
        "base": each.get("base", 0),
    }


def _day(day: dt.date | None) -> str:
    return f"DATE '{day}'" if day else "NULL::DATE"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
