"""A pack's folder to a `Pack`: every file read once, every fault told with file and line."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from zhaohui.packs.errors import PackError, Problems
from zhaohui.packs.pack import Pack
from zhaohui.packs.reading.folder import FolderReader
from zhaohui.packs.reading.forms import read_sheets
from zhaohui.packs.reading.records import read_record
from zhaohui.packs.schema import (
    benefit_lists,
    bundles,
    forms,
    items,
    offers,
    payments,
    payrolls,
    platforms,
    reform,
    register_files,
    registers,
    rules,
    schedules,
    signals,
    templates,
    verifications,
)
from zhaohui.packs.schema.files import REGISTERS


def default_pack() -> Path:
    """The pack that ZHAOHUI_PACK names, else the only one under `packs/` of the project."""
    if named := os.environ.get("ZHAOHUI_PACK"):
        return Path(named)
    return only_pack(Path(__file__).parents[3] / "packs")


@lru_cache(maxsize=2)
def only_pack(home: Path) -> Path:
    """The only pack below a folder, looked for once a process. PackError where there are more, or none."""
    found = sorted(path.parent for path in home.glob("*/pack.toml"))
    if len(found) != 1:
        raise PackError(
            f"{home} holds {len(found)} packs, so none is the default.",
            hint="Name one: ZHAOHUI_PACK=packs/<folder>.",
        )
    return found[0]


def load(path: Path | str) -> Pack:
    """The pack in folder `path`. PackError when a file is missing or a row is malformed."""
    problems = Problems()
    pack = read(Path(path), problems)
    errors = [p for p in problems if p.severity == "error"]
    if pack is None or errors:
        first = errors[0]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        raise PackError(
            f"{first.place}: {first.message}{more}.",
            hint=first.hint or "Run `zhaohui pack check` for the whole list.",
            problems=tuple(problems),
        )
    return pack


def read(folder: Path, problems: Problems) -> Pack | None:
    """As much of the pack as can be read, its faults added to `problems`.

    None when pack.toml itself is unusable. PackError when `folder` is not a pack.
    """
    if not (folder / "pack.toml").is_file():
        raise PackError(
            f"{folder} is not a pack: it has no pack.toml.",
            hint="Name a folder such as packs/<code>-<name>, or start one: `zhaohui pack new`.",
        )
    reader = FolderReader(folder, problems)
    manifest = reader.manifest()
    parts: dict[str, Any] = {
        part: reader.table(name, model) for part, (name, model) in REGISTERS.items()
    }
    parts["attribution"] = reader.attribution()
    parts["facts"] = reader.facts()
    parts["parameters"] = reader.records("params", rules.ParameterRow)
    parts["rules"] = reader.records("rules", rules.RuleRow)
    parts["holidays"] = reader.tables("holidays", registers.HolidayRow)
    parts["forms"] = read_sheets(reader, "forms", forms.FormRow)
    parts["items"] = read_sheets(reader, "catalog/items/*", items.Item)
    parts["registers"] = read_sheets(reader, "registers", register_files.RegisterRow)
    parts["simulation"] = read_record(reader, "simulation.yaml", reform.SimulationRow)
    parts["payments"] = read_record(reader, "payments.yaml", payments.PaymentsRow)
    parts["templates"] = read_sheets(reader, "templates", templates.TemplateRow)
    parts["payrolls"] = read_sheets(reader, "payrolls", payrolls.PayrollRow)
    parts["bundles"] = read_sheets(reader, "bundles", bundles.BundleRow)
    parts["offers"] = read_sheets(reader, "offers", offers.OfferRow)
    parts["verifications"] = read_sheets(reader, "verifications", verifications.VerificationRow)
    parts["platforms"] = read_sheets(reader, "platforms", platforms.PlatformRow)
    parts["schedules"] = read_sheets(reader, "schedules", schedules.ScheduleRow)
    parts["signals"] = read_sheets(reader, "signals", signals.SignalRow)
    parts["benefit_lists"] = read_sheets(reader, "lists", benefit_lists.BenefitListRow)
    parts["all_plans"] = reader.plans()
    if manifest is None:
        return None
    return Pack(folder=folder, version=content_hash(folder), manifest=manifest, **parts)


def content_hash(folder: Path) -> str:
    """Sixteen hex digits that change when any file of the pack does (hidden files aside)."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            data = path.read_bytes()
            digest.update(f"{name.as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()[:16]
