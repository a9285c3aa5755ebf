"""YAML files of one record each, every nested record with its own line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from zhaohui.packs.errors import PackError, Problems
from zhaohui.packs.reading.folder import FolderReader
from zhaohui.packs.reading.placed import own_keys
from zhaohui.packs.reading.yaml_text import Mapping as YamlMapping
from zhaohui.packs.reading.yaml_text import read_yaml
from zhaohui.packs.schema.reform import ReformRow
from zhaohui.packs.schema.row import Row

R = TypeVar("R", bound=Row)
# The nested records that are rows of their own.
NESTED = {"parameters", "rules", "conditions", "groups", "parts", "follows", "poverty"}
NESTED |= {"bank_file", "return_file", "columns", "results", "benefits"}


def read_record(reader: FolderReader, name: str, model: type[R]) -> R | None:
    """Return the record of a file; None where there is no file, or (with a problem) no record."""
    text = reader.text(name)
    if text is None:
        return None
    document = read_yaml(text, name=name, problems=reader.problems)
    if isinstance(document, YamlMapping):
        return reader.row(model, _located(document, name), f"{name}:{document.line}")
    if not any(problem.place.startswith(f"{name}:") for problem in reader.problems):
        reader.problems.error(f"{name}:1", "this file is not one record", "begin with `name: …`")
    return None


def read_reform(path: Path) -> ReformRow:
    """Return the reform written in a file; PackError says where it is wrong and how to mend it."""
    if not path.is_file():
        raise PackError(f"There is no file {path}.", hint="Examples lie in the pack's reforms/.")
    problems = Problems()
    row = read_record(FolderReader(path.parent, problems), path.name, ReformRow)
    if row is None or problems:
        told = "\n         ".join(f"{each.place}: {each.message}." for each in problems)
        hint = next((each.hint for each in problems if each.hint), "")
        raise PackError(
            told, hint=hint and f"{hint[:1].upper()}{hint[1:]}.", problems=tuple(problems)
        )
    return row


def reform_from_cells(cells: dict[str, Any], *, name: str) -> ReformRow:
    """Return a reform that a page put together; PackError for what it can't be."""
    problems = Problems()
    row = FolderReader(Path(), problems).row(ReformRow, cells, f"{name}:1")
    if row is None:
        raise PackError(problems[0].message, hint=problems[0].hint, problems=tuple(problems))
    return row


def _located(record: YamlMapping, name: str) -> dict[str, Any]:
    cells = own_keys(record)
    for key in NESTED & cells.keys():
        value = cells[key]
        if isinstance(value, list):
            cells[key] = [_placed(item, name) for item in value]
        else:
            cells[key] = _placed(value, name)
    return cells


def _placed(item: Any, name: str) -> Any:
    if not isinstance(item, YamlMapping):
        return item
    return {**_located(item, name), "place": f"{name}:{item.line}"}
