"""Every signal over a county of 250,000 people: the first night, a quiet one, and one after changes, on SQLite.

`ours` are seconds of `run_signals` with the snapshot that it writes; `peer` what a plain loop of the
interpreter over all households would take, by the sample that it was run on; `agree` is true where
levels and unknowns of the sample are the same. `least` is the promise in seconds.
"""

from __future__ import annotations

from typing import Any

from bench.shared_parts.own_process import measured

MEASURE = "bench.signals_parts.measure"
KEEPS = "ZHAOHUI_BENCH_RESIDENTS"


def run() -> dict[str, Any]:
    """Rows of the nights; `ZHAOHUI_BENCH_RESIDENTS` makes a smaller county."""
    rows = measured(MEASURE, keeps=KEEPS)
    return {"machine": None, "rows": rows}
