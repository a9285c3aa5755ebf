"""Whether two runs' findings are the same rows, whatever their order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

COLUMNS = "rule::VARCHAR, person_id, household_id, town, village, status::VARCHAR, amount_fen"


def compare(ours: Path, peer: Path, threads: int) -> dict[str, Any]:
    """`agree`, the number of findings, and the rules that differ.

    For each rule: as many rows, the same sum of amounts, and the same sum and xor of every row's 64-bit
    hash; a row that differed in one field would have to cancel in both.
    """
    with duckdb.connect(config={"threads": threads, "memory_limit": "2GB"}) as db:
        mine, theirs = (_told(db, each / "findings.parquet") for each in (ours, peer))
    differing = sorted(
        rule for rule in mine.keys() | theirs.keys() if mine.get(rule) != theirs.get(rule)
    )
    told = {"agree": not differing, "findings": sum(row[0] for row in mine.values())}
    return told | ({"why": f"findings differ in {', '.join(differing)}"} if differing else {})


def _told(db: duckdb.DuckDBPyConnection, path: Path) -> dict[str, tuple[Any, ...]]:
    rows = db.execute(
        f"SELECT rule::VARCHAR, count(*), sum(amount_fen), sum(h), bit_xor(h) FROM "
        f"(SELECT rule, amount_fen, hash({COLUMNS}) AS h FROM read_parquet(?)) GROUP BY ALL",
        [str(path)],
    ).fetchall()
    return {rule: tuple(told) for rule, *told in rows}
