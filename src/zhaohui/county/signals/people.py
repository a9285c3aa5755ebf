"""Signals over people: the rules' DuckDB back-end asks everyone at once, over the snapshot's columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.conf import settings

from zhaohui.county.content_folder import draft_folder
from zhaohui.county.signals.looks import Look, Seen
from zhaohui.county.signals.people_evidence import LETTER, PeopleEvidence, facts_asked
from zhaohui.engines.rules.backends.duckdb import connect, sweep
from zhaohui.engines.rules.backends.report import SweepReport
from zhaohui.engines.rules.vocabulary import HEAD_RELATION
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import SignalRow
from zhaohui.packs.signals import RAISES, STAYS, kept_book, rule_id, signal_book

# A level is kept where what keeps it holds or is unknown; without a condition of its own, what raises it.
FOUND = """
SELECT signal, subject, any_value(person_id) AS person,
    any_value(coalesce(nullif(village::VARCHAR, ''), town::VARCHAR)) AS area,
    coalesce(max(level) FILTER (which = 'raises' AND status = 'yes'), 0) AS met,
    coalesce(max(level) FILTER (which = 'stays' OR status = 'yes' OR NOT has_stays), 0) AS kept
FROM (
    SELECT a.*, f.status, f.person_id, f.town, f.village,
        CASE WHEN a.letter = 'p' THEN f.person_id ELSE f.household_id END AS subject
    FROM findings f JOIN asked a USING (rule)
)
GROUP BY signal, subject
HAVING met > 0 OR (signal, subject) IN (SELECT (signal, subject) FROM standing)
"""
UNKNOWN = """
SELECT signal, count(*) FROM (
    SELECT signal, CASE WHEN letter = 'p' THEN person_id ELSE household_id END AS subject,
        bool_or(status = 'yes') AS is_met
    FROM findings JOIN asked USING (rule) WHERE which = 'raises' GROUP BY ALL
) WHERE NOT is_met GROUP BY signal
"""


def look_at_people(
    pack: Pack,
    rows: Sequence[SignalRow],
    snapshot: Path,
    today: dt.date,
    standing: Mapping[str, Collection[int]],
) -> dict[str, Look]:
    """Return what each signal sees in a snapshot; `standing` are those that stand somewhere already.

    Raises FactError where the snapshot lacks a fact.
    """
    report, found, unknown = _answers(pack, rows, snapshot, today, standing=standing)
    kinds = {row.id: row.watch.kind for row in rows}
    seen: dict[str, dict[str, Seen]] = {row.id: {} for row in rows}
    for signal, subject, person, area, met, kept in found:
        one = Seen(area=area or pack.code, met=met, kept=kept, person=person)
        seen[signal][f"{LETTER[kinds[signal]]}:{subject}"] = one
    asked = {each.id: each.yes + each.no + each.unknown for each in report.rules}
    book = kept_book(pack)
    return {
        row.id: Look(
            seen=seen[row.id],
            asked=asked[rule_id(row.id, 1, RAISES)],
            unknown=unknown.get(row.id, 0),
            evidence_of=PeopleEvidence(pack, book, row, snapshot, today),
        )
        for row in rows
    }


def columns_asked(pack: Pack, rows: Sequence[SignalRow]) -> set[str]:
    """Return the registry's columns that the signals read: their facts, and who heads a household."""
    book = kept_book(pack)
    asked = {fact.column for row in rows for fact in facts_asked(pack, book, row)}
    return asked | {fact.column for fact in pack.facts if fact.name == HEAD_RELATION}


def _answers(
    pack: Pack,
    rows: Sequence[SignalRow],
    snapshot: Path,
    today: dt.date,
    *,
    standing: Mapping[str, Collection[int]],
) -> tuple[SweepReport, list[tuple[Any, ...]], dict[str, int]]:
    """Sweep everyone and gather, by signal and subject, what is met and kept; how many are unknown."""
    memory = f"{settings.SWEEP_MEMORY_MB}MB"
    with draft_folder(settings.DATA_DIR / "signals") as draft:
        report = sweep(
            signal_book(pack, rows),
            snapshot,
            today,
            draft,
            threads=settings.SWEEP_THREADS,
            memory=memory,
            explained=False,
        )
        with connect(draft, settings.SWEEP_THREADS, memory) as db:
            db.read_parquet(str(draft / "findings.parquet")).create_view("findings")
            db.register("asked", _asked(rows))
            db.register("standing", _standing(standing))
            found = db.execute(FOUND).fetchall()
            unknown = dict(db.execute(UNKNOWN).fetchall())
    return report, found, unknown


def _asked(rows: Sequence[SignalRow]) -> pa.Table:
    """One row a rule: of which signal and level it is, and what it asks."""
    asked = [
        {
            "rule": rule_id(row.id, number, which),
            "signal": row.id,
            "level": number,
            "which": which,
            "letter": LETTER[row.watch.kind],
            "has_stays": bool(level.stays),
        }
        for row in rows
        for number, level in enumerate(row.levels, 1)
        for which in (RAISES, STAYS)
        if which == RAISES or level.stays
    ]
    kinds = [pa.string(), pa.string(), pa.int32(), pa.string(), pa.string(), pa.bool_()]
    names = ["rule", "signal", "level", "which", "letter", "has_stays"]
    return pa.Table.from_pylist(asked, schema=pa.schema(list(zip(names, kinds, strict=True))))


def _standing(standing: Mapping[str, Collection[int]]) -> pa.Table:
    pairs = [(signal, number) for signal, numbers in standing.items() for number in numbers]
    return pa.table(
        {
            "signal": pa.array([signal for signal, _ in pairs], pa.string()),
            "subject": pa.array([number for _, number in pairs], pa.int64()),
        }
    )
