"""Whether two sweeps wrote the same rows, in whatever order."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

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
        found = []
        for name in FILES:
            if not (folder / name).exists() and not (other / name).exists():
                continue
            for view, where in (("mine", folder), ("theirs", other)):
                source = literal(str(where / name), TEXT)
                db.execute(f"CREATE OR REPLACE VIEW {view} AS SELECT * FROM read_parquet({source})")
            columns = [row[0] for row in db.execute("DESCRIBE mine").fetchall()]
            chosen = ", ".join(f"{each}::VARCHAR" if each in WORDS else each for each in columns)
            # A row counts +1 here and -1 there: what does not come to nothing differs.
            db.execute(
                "CREATE OR REPLACE TEMP TABLE odd AS SELECT COLUMNS(* EXCLUDE side), sum(side) AS n FROM ("
                f"SELECT {chosen}, 1 AS side FROM mine UNION ALL "
                f"SELECT {chosen}, -1 AS side FROM theirs) GROUP BY ALL HAVING sum(side) <> 0"
            )
            ((only, other_only),) = db.execute(
                "SELECT coalesce(sum(n) FILTER (WHERE n > 0), 0), "
                "coalesce(-sum(n) FILTER (WHERE n < 0), 0) FROM odd"
            ).fetchall()
            ((rows, other_rows),) = db.execute(
                "SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM theirs)"
            ).fetchall()
            example = db.execute("SELECT * EXCLUDE n FROM odd ORDER BY ALL LIMIT 1").fetchall()
            found.append(
                FileDifference(
                    file=name, rows=rows, other_rows=other_rows,
                    only=int(only), other_only=int(other_only),
                    example=str(example[0]) if example else "",
                )  # fmt: skip
            )
        return found
