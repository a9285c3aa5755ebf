"""Sums over living households: their net change in bands, and what they lack to a poverty line."""

from __future__ import annotations

from collections.abc import Sequence

from zhaohui.engines.rules.simulate.outcome import Band, Households, PovertyGap, Shortfall
from zhaohui.engines.rules.simulate.pairs import Database
from zhaohui.engines.rules.simulate.shadows import INCOME, LINE

EDGES_FEN = (0, 12_000, 60_000, 120_000, 600_000)  # of a year: 10, 50, 100 and 500 yuan a month

NET = """CREATE OR REPLACE TABLE nets AS
SELECT living_id, sum(difference) AS net, count(*) FILTER (difference IS NULL) AS open,
  sum(CASE WHEN NOT is_once THEN b END) AS b, sum(CASE WHEN NOT is_once THEN a END) AS a,
  count(*) FILTER (NOT is_once AND (b IS NULL OR a IS NULL)) AS unsure
FROM pairs JOIN persons USING (person_id) GROUP BY living_id"""

LACKING = """SELECT {known}, count(*) - {known},
  {columns} FROM (SELECT size, known, greatest(0, b_line - b_has) AS g0,
    greatest(0, b_line - a_has) AS g1, greatest(0, a_line - a_has) AS g2 FROM (
    SELECT h.size, i.amount_fen AS income, lb.amount_fen AS b_line, la.amount_fen AS a_line,
      i.amount_fen + coalesce(n.b, 0) // 12 AS b_has, i.amount_fen + coalesce(n.a, 0) // 12 AS a_has,
      i.amount_fen IS NOT NULL AND lb.amount_fen IS NOT NULL AND la.amount_fen IS NOT NULL
        AND coalesce(n.unsure, 0) = 0 AS known
    FROM (SELECT living_id, count(*) AS size FROM persons GROUP BY living_id) h
    LEFT JOIN (SELECT * FROM {before} WHERE rule = '{income}') i ON i.household_id = h.living_id
    LEFT JOIN (SELECT * FROM {before} WHERE rule = '{line}') lb ON lb.household_id = h.living_id
    LEFT JOIN (SELECT * FROM {after} WHERE rule = '{line}') la ON la.household_id = h.living_id
    LEFT JOIN nets n ON n.living_id = h.living_id))"""


def households(db: Database) -> Households:
    """Living households by their net change over all rules; `open` where any difference is."""
    db.execute(NET)
    gaining, losing = _bands(db, "net"), _bands(db, "-net")
    row = db.execute(
        "SELECT count(*) FILTER (open = 0 AND net = 0), count(*) FILTER (open > 0) FROM nets"
    ).fetchone()
    touched = sum(each.households for each in (*gaining, *losing))
    everyone = db.execute("SELECT count(DISTINCT living_id) FROM persons").fetchone()
    open_ = int(row[1]) if row else 0
    total = int(everyone[0]) if everyone else 0
    return Households(gaining=gaining, losing=losing, unchanged=total - touched - open_, open=open_)


def _bands(db: Database, net: str) -> tuple[Band, ...]:
    highs: Sequence[int | None] = (*EDGES_FEN[1:], None)
    bands = []
    for low, high in zip(EDGES_FEN, highs, strict=True):
        upper = f" AND {net} <= {high}" if high is not None else ""
        query = f"SELECT count(*), coalesce(sum({net}), 0) FROM nets WHERE open = 0 AND {net} > {low}{upper}"
        row = db.execute(query).fetchone() or (0, 0)
        bands.append(Band(from_fen=low, to_fen=high, households=int(row[0]), fen=int(row[1])))
    return tuple(bands)


def poverty_gap(db: Database, before: str, after: str) -> PovertyGap:
    """What known households lack to the line a month; `before`, `after` are files of measures.

    What a household has is its registered income and, of the compared rules, what is decided for its
    members by the month (one-off payments left out). Needs the table `nets`.
    """
    columns = ", ".join(
        f"count(*) FILTER (known AND {gap} > 0), coalesce(sum(size) FILTER (known AND {gap} > 0), 0), "
        f"coalesce(sum({gap}) FILTER (known), 0)"
        for gap in ("g0", "g1", "g2")
    )
    query = LACKING.format(
        known="count(*) FILTER (known)", columns=columns, before=before, after=after,
        income=INCOME, line=LINE,
    )  # fmt: skip
    row = db.execute(query).fetchone() or (0,) * 11
    numbers = [int(each) for each in row]
    short = [Shortfall(households=n[0], people=n[1], fen=n[2])
             for n in (numbers[2:5], numbers[5:8], numbers[8:11])]  # fmt: skip
    return PovertyGap(
        known=numbers[0],
        unknown=numbers[1],
        before=short[0],
        after_same_line=short[1],
        after_new_line=short[2],
    )
