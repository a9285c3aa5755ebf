"""Sweep everyone 全员比对: snapshot, rules, findings, and one pointer swap at the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from zhaohui.county.catalog.actions.load_pack import load_pack
from zhaohui.county.content_folder import draft_folder, keep
from zhaohui.county.entitlements.actions.publish import publish
from zhaohui.county.entitlements.findings_file import sort_findings
from zhaohui.county.entitlements.models import SweepRun
from zhaohui.county.entitlements.sweeping import sweep
from zhaohui.county.registry.actions.write_snapshot import Snapshot, write_snapshot
from zhaohui.engines.rules import Rulebook
from zhaohui.engines.rules.backends.report import SweepReport
from zhaohui.packs.pack import Pack

Progress = Callable[[str, float], None]


@dataclass(frozen=True, kw_only=True)
class Swept:
    """A finished sweep: the published run, the engine's report and the snapshot it read."""

    run: SweepRun
    report: SweepReport
    snapshot: Snapshot
    folder: Path

    def as_answer(self) -> dict[str, Any]:
        """Return the totals as `zhaohui sweep --json` prints them; money in fen."""
        report = self.report
        return {
            "as_of": report.as_of.isoformat(),
            "persons": report.persons,
            "households": report.households,
            "services": [asdict(totals) for totals in report.rules],
            "seconds": report.seconds,
            "peak_mb": report.peak_mb,
            "synthetic": self.snapshot.is_synthetic,
            "pack": self.run.pack.content_hash,
            "snapshot": self.snapshot.hash,
            "findings": self.run.findings_hash,
        }


def run_sweep(
    pack: Pack, book: Rulebook, *, as_of: dt.date, progress: Progress | None = None
) -> Swept:
    """Evaluate every rule on everyone at `as_of` and publish the findings.

    Raises `NoDataError` where nobody is registered, `FactError` where a fact is not the
    dictionary's; then what was published before stays.
    """
    tell = progress or (lambda _step, _share: None)
    version = load_pack(pack)
    snapshot = write_snapshot(facts=pack.facts, day=as_of, progress=progress)
    with draft_folder(settings.DATA_DIR / "findings") as draft:
        report = sweep(
            book,
            snapshot.folder,
            as_of,
            draft,
            progress=lambda done, total, label: tell(label, done / total),
        )
        tell("sorting", 1.0)
        sort_findings(draft / "findings.parquet")
        folder = keep(draft, salt=f"{as_of} {pack.version} {snapshot.hash}")
    run = publish(folder, report=report, version=version, snapshot=snapshot)
    return Swept(run=run, report=report, snapshot=snapshot, folder=folder)
