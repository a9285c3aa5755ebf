"""Whom of a synthetic county 模拟数据 each register is about, by the conditions of the pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from zhaohui.county.content_folder import draft_folder
from zhaohui.county.one_state import one_state
from zhaohui.county.registry.actions.write_facts import write_facts
from zhaohui.engines.rules.backends.duckdb import connect, sweep
from zhaohui.engines.rules.backends.queries import make_plan
from zhaohui.engines.rules.backends.snapshot import stored_as
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.register_files import RegisterRow
from zhaohui.packs.synthetic_records import synthetic_book

HUNDRED = 100


@dataclass(frozen=True)
class Somebody:
    """Whom a record is about, or where it lies; `facts` are texts of fields named like a fact."""

    area: str
    person: int | None = None
    living: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def whom(pack: Pack, day: dt.date, *, most: int) -> dict[str, list[Somebody]]:
    """Return by register at most so many people of whom its condition holds, spread over the county."""
    rows = [row for row in pack.registers if row.synthetic]
    if not rows:
        return {}
    book = synthetic_book(pack)
    shared = {row.id: _shared(pack, row) for row in rows}
    columns = {fact.column for fact in make_plan(book, book.day(day), is_explained=False).facts}
    columns |= {column for names in shared.values() for column in names.values()}
    with (
        draft_folder(settings.DATA_DIR / "demonstration") as folder,
        connect(folder, 2, "1GB") as db,
    ):
        with one_state():
            write_facts(folder, columns=columns, facts=pack.facts, day=day)
        sweep(book, folder, day, folder / "findings", explained=False)
        db.read_parquet(str(folder / "persons.parquet")).create_view("persons")
        db.read_parquet(str(folder / "findings" / "findings.parquet")).create_view("findings")
        kept = stored_as(folder / "findings")
        return {
            row.id: _of(db, row, kept.get(row.id, row.id), shared[row.id], most) for row in rows
        }


def _of(
    db: Any, row: RegisterRow, rule: str, shared: Mapping[str, str], most: int
) -> list[Somebody]:
    assert row.synthetic
    more = "".join(f', p."{column}"' for column in shared.values())
    found = db.execute(
        f"""SELECT coalesce(p.village, p.town), p.person_id, p.living_id{more}
        FROM findings f JOIN persons p USING (person_id)
        WHERE f.rule = ? AND f.status = 'yes' AND coalesce(p.village, p.town) IS NOT NULL
            AND hash(p.person_id, ?) % {HUNDRED} < ?
        ORDER BY hash(p.person_id, ?) LIMIT ?""",  # noqa: S608 - columns of our own dictionary
        [rule, row.id, row.synthetic.per_hundred, row.id, most],
    ).fetchall()
    return [
        Somebody(
            area=str(area),
            person=person,
            living=living,
            facts={
                name: str(value)
                for name, value in zip(shared, values, strict=True)
                if value is not None
            },
        )
        for area, person, living, *values in found
    ]


def _shared(pack: Pack, row: RegisterRow) -> dict[str, str]:
    """Return the columns of the person's facts whose names the register's fields have."""
    facts = {fact.name: fact for fact in pack.facts if fact.entity == "person"}
    kinds = ("text", "enum", "int", "date")
    return {
        each.name: facts[each.name].column
        for each in row.fields
        if each.name in facts and each.type in kinds
    }
