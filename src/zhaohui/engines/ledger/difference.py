"""Compare what is believed with a new evaluation: rows that come, turn and go, and what cells gain.

Set arithmetic by DuckDB over Arrow columns; the caller gives the same people on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from zhaohui.engines.ledger.states import STATE_SQL, Status
from zhaohui.engines.ledger.tables import ANSWERS, HELD, RIVALS, RULES, STANDING

COMPARED = [
    "household", "area", "status", "state", "amount_fen", "is_held", "held_fen", "reasons", "needs",
]  # fmt: skip
KEPT = ["person", "rule", *COMPARED]


@dataclass(frozen=True, slots=True)
class Difference:
    """What to write: `now` rows stand from today (new or turned), `before` rows stood until today.

    `gone` are keys (person, rule) of rows that stand no more; `cells` what each cell (rule, area,
    state) gains in number and money. `rows` counts what was compared on the new side.
    """

    now: pa.Table
    before: pa.Table
    gone: pa.Table
    cells: pa.Table
    rows: int

    @property
    def is_empty(self) -> bool:
        """Whether the ledger already says all of it."""
        return not self.now.num_rows and not self.gone.num_rows


def difference(
    *, standing: pa.Table, answers: pa.Table, held: pa.Table, rules: pa.Table, rivals: pa.Table,
    threads: int = 1,
) -> Difference:  # fmt: skip
    """Return how `answers` and `held` differ from what stands; tables as in `tables`.

    A no has no row unless something is held; then it keeps no reasons and no needs (they are worked
    out when asked), so that a row turns only when its meaning does.
    """
    given = {
        "standing": standing.cast(STANDING), "answers": answers.cast(ANSWERS),
        "held": held.cast(HELD), "rules": rules.cast(RULES), "rivals": rivals.cast(RIVALS),
    }  # fmt: skip
    with duckdb.connect(config={"threads": threads}) as db:
        for name, table in given.items():
            db.register(name, table)
        db.execute(f"CREATE TEMP TABLE target AS {_target()}")
        differs = " OR ".join(f"o.{name} IS DISTINCT FROM n.{name}" for name in COMPARED)
        db.execute(
            "CREATE TEMP TABLE turned AS SELECT coalesce(n.person, o.person) AS person, "
            "coalesce(n.rule, o.rule) AS rule, n.person IS NOT NULL AS is_now, "
            f"o.person IS NOT NULL AS was, {_pairs()}, o.since, o.version FROM standing o "
            "FULL JOIN target n ON o.person = n.person AND o.rule = n.rule "
            f"WHERE o.person IS NULL OR n.person IS NULL OR {differs}"
        )
        count = db.sql("SELECT count(*) FROM target").fetchall()
        return Difference(
            now=_table(db, f"SELECT person, rule, {_side('n')} FROM turned WHERE is_now"),
            before=_table(
                db, f"SELECT person, rule, {_side('o')}, since, version FROM turned WHERE was"
            ),
            gone=_table(db, "SELECT person, rule FROM turned WHERE was AND NOT is_now"),
            cells=_table(db, _cells()),
            rows=int(count[0][0]),
        )


def _target() -> str:
    """What should stand: each answer beside what is held, and what is held without an answer."""
    return f"""
    WITH listed AS (
        SELECT h.rule, r.is_household, CASE WHEN r.is_household THEN h.household ELSE h.person END AS subject,
            min(h.person) AS person, min(h.household) AS household, min(h.area) AS area,
            CASE WHEN count(*) = count(h.held_fen) THEN sum(h.held_fen)::BIGINT END AS held_fen
        FROM held h JOIN rules r USING (rule) GROUP BY ALL
    ), answered AS (
        SELECT a.*, r.tracked, CASE WHEN r.is_household THEN a.household ELSE a.person END AS subject
        FROM answers a JOIN rules r USING (rule)
    ), met AS (
        SELECT coalesce(a.person, l.person) AS person, coalesce(a.rule, l.rule) AS rule,
            coalesce(a.household, l.household) AS household, coalesce(a.area, l.area) AS area,
            coalesce(a.status, {Status.NO})::TINYINT AS status, a.amount_fen,
            l.subject IS NOT NULL AS is_held, l.held_fen,
            coalesce(a.reasons, 0) AS reasons, coalesce(a.needs, 0) AS needs,
            coalesce(a.tracked, true) AS tracked
        FROM answered a FULL JOIN listed l ON a.rule = l.rule AND a.subject = l.subject
    ), beside AS (
        SELECT m.person, m.rule, bool_or(o.status = {Status.YES}) AS rival, bool_or(o.is_held) AS rival_held
        FROM met m JOIN rivals v ON v.rule = m.rule JOIN met o ON o.person = m.person AND o.rule = v.other
        GROUP BY ALL
    ), whole AS (
        SELECT met.*, coalesce(rival, false) AS rival, coalesce(rival_held, false) AS rival_held
        FROM met LEFT JOIN beside USING (person, rule)
    )
    SELECT person, rule, household, area, status, ({STATE_SQL})::TINYINT AS state,
        amount_fen, is_held, held_fen, reasons, needs FROM whole"""


def _pairs() -> str:
    return ", ".join(f"n.{name} AS n_{name}, o.{name} AS o_{name}" for name in COMPARED)


def _side(side: str) -> str:
    return ", ".join(f"{side}_{name} AS {name}" for name in COMPARED)


def _cells() -> str:
    return """
    SELECT rule, area, state, sum(n)::BIGINT AS n, sum(amount_fen)::BIGINT AS amount_fen,
        sum(held_fen)::BIGINT AS held_fen
    FROM (
        SELECT rule, coalesce(n_area, '') AS area, n_state AS state, 1 AS n,
            coalesce(n_amount_fen, 0) AS amount_fen, coalesce(n_held_fen, 0) AS held_fen
        FROM turned WHERE is_now
        UNION ALL
        SELECT rule, coalesce(o_area, ''), o_state, -1, -coalesce(o_amount_fen, 0),
            -coalesce(o_held_fen, 0)
        FROM turned WHERE was
    ) GROUP BY ALL
    HAVING sum(n) <> 0 OR sum(amount_fen) <> 0 OR sum(held_fen) <> 0 ORDER BY ALL"""


def _table(db: duckdb.DuckDBPyConnection, query: str) -> pa.Table:
    return db.sql(query).to_arrow_table()
