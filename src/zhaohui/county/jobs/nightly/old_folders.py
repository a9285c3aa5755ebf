"""Remove snapshots, findings and handed-in files that nothing points to any more."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from zhaohui.county.cases.models import Material
from zhaohui.county.entitlements.queries import latest_runs
from zhaohui.county.oversight.models import VoicePhoto
from zhaohui.county.visits.queries import photo_folders

# A sweep at work has made its folder before its run is published.
YOUNG_SECONDS = 24 * 3600
HASH = re.compile(r"[0-9a-f]{16}")


def drop_old_folders() -> dict[str, Any]:
    """Keep the latest runs' snapshots and findings, what was handed in, and a day's young ones."""
    runs = latest_runs(settings.KEPT_SWEEPS)
    kept = {
        "snapshot": {run.snapshot_hash for run in runs},
        "findings": {run.findings_hash for run in runs},
        "materials": {
            *Material.objects.values_list("folder", flat=True),
            *VoicePhoto.objects.values_list("folder", flat=True),
            *photo_folders(),
        },
    }
    answer: dict[str, Any] = {"kept_runs": len(runs), "freed_mb": 0.0}
    for name, hashes in kept.items():
        old = [path for path in _folders(settings.DATA_DIR / name) if path.name not in hashes]
        old = [path for path in old if time.time() - path.stat().st_mtime > YOUNG_SECONDS]
        answer["freed_mb"] += sum(_bytes(path) for path in old) / 1e6
        for path in old:
            shutil.rmtree(path)
        answer[name] = len(old)
    return answer | {"freed_mb": round(answer["freed_mb"], 1)}


def _folders(parent: Path) -> list[Path]:
    # Only what the program itself made: named by a content's hash.
    found = parent.iterdir() if parent.is_dir() else ()
    return sorted(path for path in found if path.is_dir() and HASH.fullmatch(path.name))


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
