"""Gives every nested record of YAML or TOML its own `place`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhaohui.packs.reading.yaml_text import Mapping as YamlMapping

# The nested records that are rows of their own: they keep their line too.
NESTED = {"versions", "conditions", "citations", "cases", "expect"}


def located(record: YamlMapping, name: str) -> dict[str, Any]:
    """The record's keys, its nested records with their own `place`."""
    cells = own_keys(record)
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


def own_keys(record: Mapping[Any, Any]) -> dict[Any, Any]:
    """The record with a written key `place` renamed, so that it is refused as unknown."""
    return {"place (set by the loader)" if k == "place" else k: v for k, v in record.items()}
