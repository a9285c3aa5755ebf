"""A register of a million records: its list page, filtered, through the whole program, on both databases.

`p50`, `p95` and `max` are milliseconds of whole requests (session, scope, filters, rows, count,
page) of three officers: the county's, a town's, a village's. `agree` is true where the pages show
what a plain search over all records finds, and p95 is at most `least`. There is no peer: what is
compared is the promise.
"""

from __future__ import annotations

from typing import Any

from bench.shared_parts.own_process import measured

MEASURE = "bench.registers_parts.measure"
KEEPS = "ZHAOHUI_BENCH_RECORDS"


def run() -> dict[str, Any]:
    """Rows of both databases; `ZHAOHUI_BENCH_RECORDS` makes a smaller register."""
    rows = measured(MEASURE, keeps=KEEPS)
    rows += measured(MEASURE, keeps=KEEPS, postgresql="postgresql")
    return {"machine": None, "rows": rows}
