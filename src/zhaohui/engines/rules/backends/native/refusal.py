"""Why a snapshot is refused, in the same sentences as the other back-end's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from zhaohui.engines.rules.backends.snapshot import open_snapshot
from zhaohui.engines.rules.errors import FactError
from zhaohui.engines.rules.spec import Fact


def why_refused(snapshot: Path, facts: Sequence[Fact]) -> FactError:
    """The error that says what is wrong; only asked when something is, so it may read everything."""
    with duckdb.connect() as db:
        try:
            open_snapshot(db, snapshot, facts)
        except FactError as found:
            return found
    return FactError(
        f"The snapshot {snapshot} cannot be read by the compiled rules.",
        hint="Write it anew with zhaohui snapshot, or let DuckDB sweep.",
    )
