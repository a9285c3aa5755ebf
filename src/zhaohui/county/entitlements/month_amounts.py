"""What a rule would give on certain days, person by person, by today's facts and the standards of the day."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
from django.conf import settings

from zhaohui.county.registry.actions.write_snapshot import write_snapshot
from zhaohui.engines.rules.backends.duckdb import sweep
from zhaohui.packs import Pack, rulebook
from zhaohui.packs.schema.rules import RuleRow

AMOUNTS = """SELECT {subject}, amount_fen FROM read_parquet($path)
    WHERE status = 'yes' AND amount_fen IS NOT NULL"""


def amounts_on(
    pack: Pack, rule: RuleRow, days: Sequence[dt.date], *, today: dt.date
) -> dict[dt.date, dict[int, int]]:
    """Return for each day who is entitled to how much, in fen; who is not, or not for sure, is absent.

    The key is the person, or for a household's rule the household. Facts are the registry's of
    `today`; NoDataError where nobody is registered.
    """
    alone = rulebook(replace(pack, rules=(rule.model_copy(update={"excludes": ()}),)))
    snapshot = write_snapshot(facts=pack.facts, day=today)
    found: dict[dt.date, dict[int, int]] = {}
    subject = "person_id" if rule.subject == "person" else "household_id"
    for day in days:
        with tempfile.TemporaryDirectory(prefix="month-") as out:
            sweep(alone, snapshot.folder, day, Path(out), threads=settings.SWEEP_THREADS,
                  memory=f"{settings.SWEEP_MEMORY_MB}MB", explained=False)  # fmt: skip
            path = str(Path(out) / "findings.parquet")
            with duckdb.connect(config={"threads": 1}) as db:
                rows = db.execute(AMOUNTS.format(subject=subject), {"path": path}).fetchall()
        found[day] = dict(rows)
    return found
