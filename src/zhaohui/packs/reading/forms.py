"""forms/, registers/, catalog/items/*/, offers/, schedules/ and others: one YAML record a file, with its lines."""

from __future__ import annotations

from typing import Any, TypeVar

from zhaohui.packs.reading.folder import FolderReader
from zhaohui.packs.reading.placed import own_keys
from zhaohui.packs.reading.yaml_text import Mapping as YamlMapping
from zhaohui.packs.reading.yaml_text import read_yaml
from zhaohui.packs.schema.row import Row

R = TypeVar("R", bound=Row)
# The nested records that are rows of their own.
NESTED = {
    *("members", "steps", "fields", "documents", "scales", "items", "bands", "states"),
    *("basis", "materials", "marks", "absent", "confirms"),
    *("quality", "reckoned", "public", "synthetic"),
    *("referrals", "accounts", "pots", "entries", "matches", "conditions"),
    *("priority", "scoring", "suggest", "lacks"),
    *("figures", "asked"),
    *("anchor", "duties", "escalate"),
    *("watch", "levels", "plan"),
}


def read_sheets(reader: FolderReader, folder: str, model: type[R]) -> tuple[R, ...]:
    """Return the record of each file of the folder, in the order of their names.

    `folder` may have a `*` for a part of the path that differs.
    """
    names = sorted(
        p.relative_to(reader.folder).as_posix() for p in reader.folder.glob(f"{folder}/*.yaml")
    )
    rows = [_row(reader, name, model) for name in names]
    return tuple(row for row in rows if row)


def _row(reader: FolderReader, name: str, model: type[R]) -> R | None:
    before = len(reader.problems)
    document = read_yaml(reader.text(name) or "", name=name, problems=reader.problems)
    if document is None:
        if len(reader.problems) == before:  # nothing but space: cut off, or forgotten
            reader.problems.error(f"{name}:1", "this file is empty", "fill it or remove it")
        return None
    if not isinstance(document, YamlMapping):
        reader.problems.error(f"{name}:1", "this file is not one record", "begin with `id: …`")
        return None
    return reader.row(model, _located(document, name), f"{name}:{document.line}")


def _located(record: YamlMapping, name: str) -> dict[str, Any]:
    place = f"{name}:{record.line}"
    cells = own_keys(record)
    for key in NESTED & cells.keys():
        value = cells[key]
        if isinstance(value, list):
            cells[key] = [_nested(key, item, name, place) for item in value]
        elif isinstance(value, YamlMapping):
            cells[key] = _nested(key, value, name, place)
    return cells


def _nested(key: str, item: Any, name: str, place: str) -> Any:
    if isinstance(item, YamlMapping):
        return {**_located(item, name), "place": f"{name}:{item.line}"}
    if key == "fields" and isinstance(item, str):
        return {"fact": item, "place": place}  # the short way: a fact's name alone
    return item
