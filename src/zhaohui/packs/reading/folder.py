"""The files of one pack's folder as rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from zhaohui.packs.errors import Problems
from zhaohui.packs.pack import Plan
from zhaohui.packs.reading.csv_text import csv_records
from zhaohui.packs.reading.placed import located, own_keys
from zhaohui.packs.reading.rows import make_row
from zhaohui.packs.reading.text import read_text
from zhaohui.packs.reading.toml_text import read_toml, table_lines
from zhaohui.packs.reading.yaml_text import Mapping as YamlMapping
from zhaohui.packs.reading.yaml_text import read_yaml
from zhaohui.packs.schema import plan, registers
from zhaohui.packs.schema.files import PLAN_FILES, REQUIRED
from zhaohui.packs.schema.row import Row

R = TypeVar("R", bound=Row)


class FolderReader:
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
        return [{**own_keys(t), "place": p} for t, p in zip(found, places, strict=True)]

    def table(self, name: str, model: type[R]) -> tuple[R, ...]:
        text = self.text(name, required=name in REQUIRED)
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
