"""What it costs to tell every change: ours, two plain saves, simple-history and auditlog in one run.

`ours` and `peer` are processor seconds an action (or a value, an entry), the medians of 15 rounds in
which the contenders take turns in one process on one database; `ratio` is the median of the rounds'
ratios, `least` what it must reach. `*_wall` are seconds by the clock, which durable writes dominate.
The peers lie in an environment of their own (`make bench-peers`), which also holds the product.
"""

from __future__ import annotations

from typing import Any

from bench.shared_parts.own_process import measured

MEASURE = "bench.seals_parts.measure"


def run() -> dict[str, Any]:
    """One row per contender and database, then values and the chain."""
    rows = measured(MEASURE, peers=True)
    rows += measured(MEASURE, peers=True, postgresql="case with two entries, PostgreSQL")
    return {"machine": None, "rows": rows}
