"""The duties that schedules want until a day, for everybody at once; `due_days` is the definition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import duckdb

from zhaohui.county.schedules.due_days import Rhythm, rhythm_of
from zhaohui.engines.rules.backends.dialect import DUCKDB
from zhaohui.engines.rules.backends.sql_derived import shifted
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.schedules import DutyRow

SHORTEST_MONTH = 28
SPARE = 3  # the first time is guessed from below; so many more are tried and those out of range left out
TABLE = """CREATE OR REPLACE TEMP TABLE wanted (
    schedule VARCHAR, duty VARCHAR, subject_id BIGINT, number INTEGER, person_id BIGINT,
    record_id BIGINT, area VARCHAR, post VARCHAR, opens DATE, due DATE, closes DATE)"""


def lay_out(
    db: duckdb.DuckDBPyConnection, pack: Pack, lows: Mapping[str, dt.date], high: dt.date
) -> None:
    """Fill the table `wanted` from `subjects`: what closes from the schedule's low day on and is due by `high`."""
    db.execute(TABLE)
    for row in pack.schedules:
        for duty in row.duties:
            first = lows[row.id] - dt.timedelta(days=duty.closes_days)
            db.execute(
                f"INSERT INTO wanted {_query(duty, first, high)}",
                {"schedule": row.id, "duty": duty.id, "post": duty.post},
            )


def _query(duty: DutyRow, first: dt.date, high: dt.date) -> str:
    rhythm = rhythm_of(duty)
    times, start = _times(rhythm, first, high)
    limit = ""
    if rhythm.until:
        number, unit = rhythm.until
        limit = f" AND due <= {shifted(DUCKDB, unit, 'anchor', str(number))}"
    return f"""SELECT $schedule, $duty, subject_id, base + n, person_id, record_id, area, $post,
        (due - {duty.opens_days})::DATE, due, (due + {duty.closes_days})::DATE
    FROM (SELECT *, {_due(rhythm)} AS due FROM (
        SELECT s.*, {start} + j AS n FROM subjects s, range({times}) tries(j)
        WHERE s.schedule = $schedule AND s.sure))
    WHERE due BETWEEN DATE '{first}' AND DATE '{high}'{limit}"""  # noqa: S608


def _times(rhythm: Rhythm, first: dt.date, high: dt.date) -> tuple[int, str]:
    """How many times to try, and the number of the first, none that could be due by then left out."""
    if not rhythm.every:
        return 1, "0"
    step = rhythm.every * (SHORTEST_MONTH if rhythm.every_unit == "months" else 1)
    times = (high - first).days // step + SPARE
    begun = shifted(DUCKDB, rhythm.after_unit, "s.anchor", str(rhythm.after))
    if rhythm.every_unit == "days":
        passed = f"(DATE '{first}' - {begun})"
    else:
        passed = (
            f"((year(DATE '{first}') - year({begun})) * 12"
            f" + month(DATE '{first}') - month({begun}))"
        )
    return times, f"greatest(0, {passed} // {rhythm.every} - 1)::INTEGER"


def _due(rhythm: Rhythm) -> str:
    if not rhythm.every or rhythm.after_unit == rhythm.every_unit:
        number = f"{rhythm.after} + n * {rhythm.every}" if rhythm.every else str(rhythm.after)
        return shifted(DUCKDB, rhythm.after_unit, "anchor", number)
    begun = shifted(DUCKDB, rhythm.after_unit, "anchor", str(rhythm.after))
    return shifted(DUCKDB, rhythm.every_unit, f"({begun})", f"n * {rhythm.every}")
