"""The same duties by the interpreter, a household at a time: what the night's set operations are held to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from zhaohui.county.entitlements.household_view import household_view
from zhaohui.county.schedules.due_days import fixed_anchor, occurrences
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack
from zhaohui.packs.schedules import schedule_book
from zhaohui.packs.schema.schedules import ScheduleRow

Row = Mapping[str, Any]
Wanted = tuple[str, str, int, int, dt.date, dt.date, dt.date]


def interpreted(
    pack: Pack,
    folder: Path,
    *,
    day: dt.date,
    high: dt.date,
    homes: Collection[int] | None = None,
) -> set[Wanted]:
    """Return what schedules without a register want of the people of living households (None: all).

    Each is schedule, duty, subject, number, opens, due, closes. Reads the files of `write_answers`.
    """
    book, found = schedule_book(pack), set[Wanted]()
    rows = [row for row in pack.schedules if not row.register_id]
    for home, people in _homes(folder, homes):
        view = household_view(pack.facts, people, [home])
        answers = {
            (finding.rule, finding.member): finding.status
            for finding in book.evaluate(view, day, [row.id for row in rows])
        }
        for row in rows:
            for key, anchor in _anchors(book, row, (home, people), answers):
                found.update(_wanted(row, key, anchor, (day, high)))
    return found


def _anchors(
    book: Rulebook,
    row: ScheduleRow,
    who: tuple[Row, list[Row]],
    answers: Mapping[tuple[str, int | None], str],
) -> Iterator[tuple[int, dt.date]]:
    home, people = who
    if row.subject == "household":
        subjects = [(home["id"], home, _of_home(answers, row))]
    else:
        subjects = [
            (person["person_id"], person, answers.get((row.id, member)))
            for member, person in enumerate(people)
        ]
    for key, subject, status in subjects:
        anchor = fixed_anchor(row.anchor)
        if row.anchor.fact:
            anchor = subject[book.facts[row.anchor.fact].column]
        if status == "yes" and anchor is not None:
            yield key, anchor


def _wanted(
    row: ScheduleRow, key: int, anchor: dt.date, days: tuple[dt.date, dt.date]
) -> Iterator[Wanted]:
    for duty in row.duties:
        for each in occurrences(duty, anchor, *days):
            yield row.id, duty.id, key, each.number, each.opens, each.due, each.closes


def _of_home(answers: Mapping[tuple[str, int | None], str], row: ScheduleRow) -> str | None:
    return next((status for (rule, _), status in answers.items() if rule == row.id), None)


def _homes(folder: Path, homes: Collection[int] | None) -> Iterator[tuple[Row, list[Row]]]:
    with duckdb.connect() as db:
        for name in ("persons", "households"):
            db.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
        kept = "" if homes is None else f" AND household_id IN ({', '.join(map(str, homes))})"
        own = "SELECT household_id AS id, * FROM households WHERE kind = 'living'"
        rows = db.sql(own + kept).to_arrow_table().to_pylist()
        among: dict[int, list[Row]] = {row["id"]: [] for row in rows}
        for person in db.sql("SELECT * FROM persons ORDER BY person_id").to_arrow_table().to_pylist():  # fmt: skip
            if person["living_id"] in among:
                among[person["living_id"]].append(person)
        for row in rows:
            if among[row["id"]]:
                yield row, among[row["id"]]
