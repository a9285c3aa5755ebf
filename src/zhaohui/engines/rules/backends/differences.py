"""Whether two sweeps wrote the same rows, in whatever order."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb

from zhaohui.engines.rules.backends.duckdb import connect
from zhaohui.engines.rules.backends.literals import literal
from zhaohui.engines.rules.backends.report import FILES
from zhaohui.engines.rules.tree import TEXT

WORDS = ("rule", "town", "village", "status")  # dictionaries in one file, text in another


@dataclass(frozen=True, kw_only=True, slots=True)
class FileDifference:
    """One of FILES: its rows in each sweep, how many only one of them has, and one of those."""

    file: str
    rows: int
    other_rows: int
    only: int
    other_only: int
    example: str = ""

    @property
    def is_none(self) -> bool:
        return not self.only and not self.other_only


def differences(
    folder: Path, other: Path, *, threads: int = 2, memory: str = "2GB"
) -> list[FileDifference]:
    """Compare each of FILES row by row, every column; a row that stands twice must do so in both."""
    with tempfile.TemporaryDirectory() as scratch, connect(Path(scratch), threads, memory) as db:
        return [
            _compare(db, folder / name, other / name)
            for name in FILES
            if (folder / name).exists() or (other / name).exists()
        ]


def _compare(db: duckdb.DuckDBPyConnection, mine: Path, theirs: Path) -> FileDifference:
    """A row counts 1 here and -1 there: what does not come to nothing differs."""
    first, second = (
        _read(path) if path.exists() else f"{_read(other)} LIMIT 0"
        for path, other in ((mine, theirs), (theirs, mine))
    )
    columns = [row[0] for row in db.execute(f"DESCRIBE {first}").fetchall()]
    chosen = ", ".join(f"{name}::STRING AS {name}" if name in WORDS else name for name in columns)
    db.execute(
        "CREATE OR REPLACE TEMP TABLE odd AS SELECT * EXCLUDE side_, sum(side_) AS n_ FROM ("
        f"SELECT {chosen}, 1 AS side_ FROM ({first}) UNION ALL "
        f"SELECT {chosen}, -1 AS side_ FROM ({second})) GROUP BY ALL HAVING sum(side_) <> 0"
    )
    only, other_only, example, rows, other_rows = db.execute(
        "SELECT coalesce(sum(n_) FILTER (WHERE n_ > 0), 0), "
        "coalesce(-sum(n_) FILTER (WHERE n_ < 0), 0), coalesce(any_value(odd)::STRING, ''), "
        f"(SELECT count(*) FROM ({first})), (SELECT count(*) FROM ({second})) FROM odd"
    ).fetchall()[0]
    return FileDifference(
        file=mine.name,
        rows=rows,
        other_rows=other_rows,
        only=int(only),
        other_only=int(other_only),
        example=example,
    )


def _read(path: Path) -> str:
    return f"SELECT * FROM read_parquet({literal(str(path), TEXT)})"
