"""What a case costs: ours, two plain saves, simple-history, viewflow and SpiffWorkflow in one run.

`ours` and `peer` are processor seconds an action, the medians of 15 rounds in which the contenders
take turns in one process on one database; `ratio` is the median of the rounds' ratios, `least` what
it must reach. `*_wall` are seconds by the clock, which durable writes dominate. The peers lie in an
environment of their own (`make bench-peers`), which also holds the product.

The bare names (`viewflow`) are SQLite, the others say their database (`viewflow-postgresql`).
"""

from __future__ import annotations

from typing import Any

from bench.shared_parts.own_process import measured

MEASURE = "bench.cases_parts.measure"


def run() -> dict[str, Any]:
    """One row per contender and database."""
    rows = measured(MEASURE, peers=True)
    rows += measured(MEASURE, peers=True, postgresql="postgresql")
    return {"machine": None, "rows": rows}
