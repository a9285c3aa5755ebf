"""A read plan as JSON and as a folder of CSV files."""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from zhaohui.engines.plandoc.document import PlanError
from zhaohui.engines.plandoc.spec import Plan, ServiceDomain

FILES = [
    "plan.json",
    "sections.csv",
    "indicators.csv",
    "services.csv",
    "items.csv",
    "projects.csv",
    "quantities.csv",
]


def as_json(plan: Plan) -> dict[str, Any]:
    """The contract of `zhaohui plan read --json`: lists of plain dictionaries in printed order."""
    return {
        "source": plan.source,
        "period": list(plan.period) if plan.period else None,
        "sections": [asdict(s) for s in plan.sections],
        "indicators": [asdict(i) for i in plan.indicators],
        "services": [_service(s) for s in plan.services],
        "projects": [asdict(p) for p in plan.projects],
        "quantities": [asdict(q) for q in plan.quantities],
    }


def _service(domain: ServiceDomain) -> dict[str, Any]:
    return asdict(domain) | {"items": list(domain.items), "named": list(domain.named)}


def write_folder(plan: Plan, folder: Path) -> list[Path]:
    """Write plan.json and one CSV per kind; the folder appears whole or not at all."""
    if folder.exists() and not folder.is_dir():
        raise PlanError(f"{folder} is a file; --out names a folder to write.")
    strange = (
        sorted(p.name for p in folder.iterdir() if p.name not in FILES) if folder.exists() else []
    )
    if strange:
        raise PlanError(
            f"{folder} holds other files ({strange[0]}); nothing was written.",
            hint="Name a new or empty folder.",
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise PlanError(f"{folder} cannot be written: {error.strerror}.") from error
    try:
        _write_files(plan, fresh)
        fresh.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return [folder / name for name in FILES]


def _write_files(plan: Plan, folder: Path) -> None:
    document = as_json(plan)
    text = json.dumps(document, ensure_ascii=False, indent=2)
    (folder / "plan.json").write_text(text + "\n", encoding="utf-8")
    for kind in ("sections", "projects", "quantities"):
        _write_csv(folder / f"{kind}.csv", document[kind])
    _write_csv(folder / "indicators.csv", [_flat(row) for row in document["indicators"]])
    _write_csv(folder / "services.csv", [_without_lists(row) for row in document["services"]])
    _write_csv(folder / "items.csv", list(_items(plan.services)))


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, dict):
            flat |= {f"{key}_{inner}": v for inner, v in value.items()}
        else:
            flat[key] = value
    return flat


def _without_lists(row: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in row.items() if not isinstance(v, list)}
    return kept | {"listed": len(row["items"]), "named": len(row["named"])}


def _items(services: Sequence[ServiceDomain]) -> Iterable[dict[str, Any]]:
    for s in services:
        for i, item in enumerate(s.named, start=1):
            yield {"domain": s.domain, "number": i, "item": item, "line": s.line}


def _write_csv(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """UTF-8 with a mark, so that spreadsheets show the Chinese."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]) if rows else ["line"])
        writer.writeheader()
        writer.writerows(rows)
