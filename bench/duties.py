"""The night's plan of duties for a whole county, on both databases, held to a plain loop on a sample.

`ours` are seconds of one night by the clock: facts out of the registry, conditions, days, comparison,
writing. `peer` is what the interpreter would need for everybody, one household after the other, by
what it needed for the sample, without reading or writing. `agree` is true where both say the same.
"""

from __future__ import annotations

from typing import Any

from bench.shared_parts.own_process import measured

MEASURE = "bench.duties_parts.measure"
KEEPS = "ZHAOHUI_BENCH_RESIDENTS"


def run() -> dict[str, Any]:
    """Rows of both databases; `ZHAOHUI_BENCH_RESIDENTS` makes a smaller county."""
    rows = measured(MEASURE, keeps=KEEPS)
    rows += measured(MEASURE, keeps=KEEPS, postgresql="postgresql")
    return {"machine": None, "rows": rows}
