"""A pack's folder to a `Pack`: every file read once, every fault told with file and line."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from zhaohui.packs.errors import PackError, Problems
from zhaohui.packs.pack import Pack, Plan
from zhaohui.packs.reading.csv_text import csv_records
from zhaohui.packs.reading.rows import make_row
from zhaohui.packs.reading.text import read_text
from zhaohui.packs.reading.toml_text import read_toml, table_lines
from zhaohui.packs.reading.yaml_text import Mapping as YamlMapping
from zhaohui.packs.reading.yaml_text import read_yaml
from zhaohui.packs.schema import catalog, plan, registers, rules
from zhaohui.packs.schema.row import Row

R = TypeVar("R", bound=Row)

REGISTERS: dict[str, tuple[str, type[Row], bool]] = {
    "sources": ("sources.csv", registers.SourceRow, True),
    "towns": ("areas/towns.csv", registers.TownRow, False),
    "villages": ("areas/villages.csv", registers.VillageRow, False),
    "points": ("areas/points_2016.csv", registers.PointRow, False),
    "domains": ("catalog/domains.csv", catalog.DomainRow, False),
    "services": ("catalog/services.csv", catalog.ServiceRow, False),
    "national_changes": (
        "catalog/national_2023_changes.csv",
        catalog.NationalChangeRow,
        False,
    ),
    "margins": ("calibration/population.csv", registers.MarginRow, False),
    "coverage": ("coverage.csv", registers.CoverageRow, False),
}
PLAN_FILES: dict[str, type[Row]] = {
    "chapters": plan.ChapterRow,
    "indicators": plan.IndicatorRow,
    "domains": plan.PlanDomainRow,
    "services": plan.PlanServiceRow,
    "projects": plan.ProjectRow,
    "project_targets": plan.ProjectTargetRow,
    "commitments": plan.CommitmentRow,
    "inconsistencies": plan.InconsistencyRow,
    "requirements": plan.RequirementRow,
}


def default_pack() -> Path:
    """The pack that ZHAOHUI_PACK names, else the only one under `packs/` of the project."""
    if named := os.environ.get("ZHAOHUI_PACK"):
        return Path(named)
    home = Path(__file__).parents[3] / "packs"
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
    reader = _Reader(folder, problems)
    manifest = reader.manifest()
    parts: dict[str, Any] = {
        part: reader.table(name, model, required=required)
        for part, (name, model, required) in REGISTERS.items()
    }
    parts["attribution"] = reader.attribution()
    parts["facts"] = reader.facts()
    parts["parameters"] = reader.records("params", rules.ParameterRow)
    parts["rules"] = reader.records("rules", rules.RuleRow)
    parts["holidays"] = reader.tables("holidays", registers.HolidayRow)
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


class _Reader:
    """Reads the files of one folder; a missing optional file is an empty list."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self.folder = folder
        self.problems = problems

    def text(self, name: str, *, required: bool = False) -> str | None:
        path = self.folder / name
        return read_text(path, name=name, problems=self.problems, required=required)

    def toml(self, name: str, *, required: bool = False) -> tuple[str, dict[str, Any]] | None:
        text = self.text(name, required=required)
        if text is None:
            return None
        tables = read_toml(text, name=name, problems=self.problems)
        return None if tables is None else (text, tables)

    def row(self, model: type[R], cells: Mapping[str, Any], place: str) -> R | None:
        return make_row(model, cells, place=place, problems=self.problems)

    def manifest(self) -> registers.Manifest | None:
        found = self.toml("pack.toml")
        if found is None:
            return None
        text, tables = found
        if "contact" in tables:
            tables["contact"] = self.array(tables, "contact", text, "pack.toml")
        return self.row(registers.Manifest, tables, "pack.toml:1")

    def attribution(self) -> registers.Attribution:
        name = "areas/attribution.toml"
        found = self.toml(name)
        row = self.row(registers.Attribution, found[1], f"{name}:1") if found else None
        return row or registers.Attribution(place=f"{name}:1")

    def facts(self) -> tuple[registers.FactRow, ...]:
        name = "facts.toml"
        found = self.toml(name, required=True)
        if found is None:
            return ()
        text, tables = found
        for key in tables:
            if key != "fact":
                self.problems.error(
                    f"{name}:1", f"`{key}` is unknown here", "write [[fact]] tables"
                )
        records = self.array(tables, "fact", text, name)
        rows = [self.row(registers.FactRow, record, record["place"]) for record in records]
        return tuple(row for row in rows if row)

    def array(
        self, tables: Mapping[str, Any], key: str, text: str, name: str
    ) -> list[dict[str, Any]]:
        """The tables `[[key]]`, each with its place."""
        found = tables.get(key, [])
        lines = table_lines(text, key)
        if not isinstance(found, list) or len(lines) != len(found):
            self.problems.error(
                f"{name}:1", f"`{key}` is not written as tables", f"head each one with [[{key}]]"
            )
            return []
        places = [f"{name}:{line}" for line in lines]
        return [{**_own_keys(t), "place": p} for t, p in zip(found, places, strict=True)]

    def table(self, name: str, model: type[R], *, required: bool = False) -> tuple[R, ...]:
        text = self.text(name, required=required)
        if text is None:
            return ()
        records = csv_records(text, model, name=name, problems=self.problems)
        rows = [self.row(model, cells, f"{name}:{line}") for line, cells in records]
        return tuple(row for row in rows if row)

    def tables(self, folder: str, model: type[R]) -> tuple[R, ...]:
        paths = sorted((self.folder / folder).glob("*.csv"))
        return tuple(row for path in paths for row in self.table(f"{folder}/{path.name}", model))

    def records(self, folder: str, model: type[R]) -> tuple[R, ...]:
        paths = sorted((self.folder / folder).glob("*.yaml"))
        return tuple(row for path in paths for row in self._yaml(f"{folder}/{path.name}", model))

    def _yaml(self, name: str, model: type[R]) -> list[R]:
        document = read_yaml(self.text(name) or "", name=name, problems=self.problems)
        if document is None:
            return []
        if not isinstance(document, list):
            self.problems.error(f"{name}:1", "this file is not a list", "begin records with `- `")
            return []
        rows = []
        for record in document:
            if not isinstance(record, YamlMapping):
                self.problems.error(f"{name}:1", f"{record!r} is not a record of keys and values")
                continue
            cells = located(record, name)
            rows.append(self.row(model, cells, f"{name}:{record.line}"))
        return [row for row in rows if row]

    def plans(self) -> tuple[Plan, ...]:
        folders = sorted({path.parent for path in (self.folder / "plan").glob("*/*.*")})
        found = [self._plan(f"plan/{folder.name}") for folder in folders]
        return tuple(item for item in found if item)

    def _plan(self, folder: str) -> Plan | None:
        read_toml_file = self.toml(f"{folder}/plan.toml", required=True)
        parts = {part: self.table(f"{folder}/{part}.csv", m) for part, m in PLAN_FILES.items()}
        if read_toml_file is None:
            return None
        manifest = self.row(plan.PlanManifest, read_toml_file[1], f"{folder}/plan.toml:1")
        return Plan(manifest=manifest, **cast("dict[str, Any]", parts)) if manifest else None


# The nested records that are rows of their own: they keep their line too.
NESTED = {"versions", "conditions", "citations", "cases", "expect"}


def located(record: YamlMapping, name: str) -> dict[str, Any]:
    """The record's keys, its nested records with their own `place`."""
    cells = _own_keys(record)
    for key in NESTED & cells.keys():
        value = cells[key]
        if isinstance(value, list):
            cells[key] = [_with_place(item, name) for item in value]
        else:
            cells[key] = _with_place(value, name)
    return cells


def _with_place(item: Any, name: str) -> Any:
    if not isinstance(item, YamlMapping):
        return item
    return {**located(item, name), "place": f"{name}:{item.line}"}


def _own_keys(record: Mapping[Any, Any]) -> dict[Any, Any]:
    """The record with a written key `place` renamed, so that it is refused as unknown."""
    return {"place (set by the loader)" if k == "place" else k: v for k, v in record.items()}
