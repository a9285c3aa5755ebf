"""What a day turns that a person notices: a benefit begins, ends, runs out, or loses its evidence."""

from __future__ import annotations

import datetime as dt
from enum import IntEnum

import duckdb
import pyarrow as pa

from zhaohui.engines.ledger.difference import Difference
from zhaohui.engines.ledger.states import Status
from zhaohui.engines.ledger.tables import STANDING


class Turn(IntEnum):
    """How a row turns on a day. RUNS_OUT: the list of holders names a last day, the rule none."""

    STARTING = 0
    ENDING = 1
    RUNS_OUT = 2
    LOSES_EVIDENCE = 3


TURNS = pa.schema([
    ("person", pa.int64()), ("rule", pa.int16()), ("household", pa.int64()), ("area", pa.string()),
    ("kind", pa.int8()), ("day", pa.date32()), ("amount_fen", pa.int64()), ("held_fen", pa.int64()),
])  # fmt: skip
KIND_SQL = f"""CASE
    WHEN b.status = {Status.YES} AND coalesce(n.status, {Status.NO}) = {Status.NO} THEN {Turn.ENDING}
    WHEN b.is_held AND NOT coalesce(n.is_held, false)
        AND coalesce(n.status, {Status.NO}) <> {Status.NO} THEN {Turn.RUNS_OUT}
    WHEN b.status = {Status.YES} AND n.status = {Status.UNKNOWN} THEN {Turn.LOSES_EVIDENCE}
    WHEN coalesce(b.status, {Status.NO}) <> {Status.YES} AND n.status = {Status.YES}
        THEN {Turn.STARTING} END"""


def turns(found: Difference, day: dt.date) -> pa.Table:
    """Return what a difference means to people, as TURNS; money is what begins, or what has been due."""
    query = f"""
        SELECT coalesce(n.person, b.person) AS person, coalesce(n.rule, b.rule) AS rule,
            coalesce(n.household, b.household) AS household, coalesce(n.area, b.area) AS area,
            ({KIND_SQL})::TINYINT AS kind, $day AS day,
            CASE WHEN n.status = {Status.YES} THEN n.amount_fen ELSE b.amount_fen END AS amount_fen,
            b.held_fen
        FROM before b FULL JOIN after n ON b.person = n.person AND b.rule = n.rule
        WHERE ({KIND_SQL}) IS NOT NULL ORDER BY person, rule"""
    with duckdb.connect(config={"threads": 1}) as db:
        db.register("before", found.before)
        db.register("after", found.now)
        turned: pa.Table = db.sql(query, params={"day": day}).to_arrow_table()
    return turned.cast(TURNS)


def moved_on(standing: pa.Table, found: Difference, day: dt.date) -> pa.Table:
    """Return what stands once a difference has been written; the rows' version stays unknown."""
    columns = ", ".join(name for name in STANDING.names if name not in ("since", "version"))
    query = f"""
        SELECT {columns}, since, version FROM standing o WHERE NOT EXISTS
            (SELECT 1 FROM turned t WHERE t.person = o.person AND t.rule = o.rule)
        UNION ALL SELECT {columns}, $day, NULL FROM after"""
    keys = pa.concat_tables([found.gone, found.now.select(["person", "rule"])])
    with duckdb.connect(config={"threads": 1}) as db:
        db.register("standing", standing)
        db.register("turned", keys)
        db.register("after", found.now)
        rows: pa.Table = db.sql(query, params={"day": day}).to_arrow_table()
    return rows.cast(STANDING)
