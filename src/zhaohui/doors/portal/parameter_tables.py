"""Parameters as tables of dated figures, the one in force marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from zhaohui.doors.portal.templatetags.portal import money
from zhaohui.engines.rules.parameters import resolve
from zhaohui.engines.rules.spec import Parameter, Version
from zhaohui.packs import Pack
from zhaohui.packs.schema.registers import SourceRow


@dataclass(frozen=True)
class VersionRow:
    """One dated version: its figures as (band or key, words), and where it was read."""

    version: Version
    area: str
    figures: Sequence[tuple[str, str]]
    source: SourceRow | None
    is_current: bool
    is_stale: bool


@dataclass(frozen=True)
class ParameterTable:
    """A parameter with all its versions, newest first."""

    parameter: Parameter
    rows: Sequence[VersionRow]


def parameter_table(pack: Pack, parameter: Parameter, today: date) -> ParameterTable:
    """Return the parameter's versions with the one that holds today marked."""
    held = resolve(parameter, pack.areas_chain, today)
    names = area_names(pack)
    sources = {row.source_id: row for row in pack.sources}
    ordered = sorted(parameter.versions, key=lambda v: (v.start, len(v.area)), reverse=True)
    rows = [
        VersionRow(
            version=version,
            area=names.get(version.area, version.area),
            figures=figures(parameter, version.value),
            source=sources.get(version.source),
            is_current=version is held.version and version.value is not None,
            is_stale=version is held.version and held.stale,
        )
        for version in ordered
    ]
    return ParameterTable(parameter, rows)


def area_names(pack: Pack) -> Mapping[str, str]:
    """Return the words for the divisions of the county's chain."""
    manifest = pack.manifest
    words = {6: manifest.short_name, 4: manifest.city, 2: manifest.province}
    return {
        code: "全国" if code == "00" else words.get(len(code), code) for code in pack.areas_chain
    }


def figures(parameter: Parameter, value: Any) -> list[tuple[str, str]]:
    """Return a version's value as (key, words) pairs; a single value has an empty key."""
    if value is None:
        return []
    if not isinstance(value, Mapping):
        return [("", figure(parameter.type, value, parameter.unit))]
    keys = list(value)
    words = band_words(sorted(keys)) if parameter.key == "band" else [str(key) for key in keys]
    ordered = sorted(keys) if parameter.key == "band" else keys
    kind = parameter.of or "int"
    return [
        (word, figure(kind, value[key], "") if value[key] is not None else "—")
        for word, key in zip(words, ordered, strict=True)
    ]


def band_words(bounds: Sequence[int]) -> list[str]:
    """Return lower bounds as bands: 80–89, 90–99, 100及以上."""
    closed = [
        f"{low}" if high - low == 1 else f"{low}–{high - 1}" for low, high in pairwise(bounds)
    ]
    return [*closed, f"{bounds[-1]}及以上"]


def figure(kind: str, value: Any, unit: str) -> str:
    """Return one value in words: money as ¥1,234.00, basis points as per cent."""
    if kind == "money":
        return money(value)
    if kind == "bp":
        return f"{value / 100:g}%"
    if kind == "date":
        return f"{value.year}年{value.month}月{value.day}日"
    if kind == "text":
        return str(value)  # its unit names the words to choose from
    return f"{value}{unit}"
