"""Which column of a department's table is which fact: by its name, or by a mapping file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from zhaohui.county.registry.dictionary import Dictionary
from zhaohui.errors import ZhaohuiError
from zhaohui.packs.errors import Problems
from zhaohui.packs.reading.yaml_text import read_yaml
from zhaohui.packs.schema.registers import FactRow

IDENTITY, NAME, PHONE, BANK_CARD = "身份证号", "姓名", "手机号", "银行卡号"
REGISTERED_NUMBER, LIVING_NUMBER = "户号", "共同生活户号"
SPECIAL = (IDENTITY, NAME, PHONE, BANK_CARD, REGISTERED_NUMBER, LIVING_NUMBER)
KEYS = ("columns", "ignore", "values")


class MappingError(ZhaohuiError):
    """The mapping, or a column that it does not explain, is wrong."""

    code = "mapping"


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """`columns`: header → fact or special column; `values`: header → {written: meant}."""

    columns: Mapping[str, str] = field(default_factory=dict)
    ignore: Sequence[str] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class BoundColumn:
    """A column of the table: its header and place, and the fact it holds or its special name."""

    header: str
    place: int
    fact: FactRow | None
    special: str
    values: Mapping[str, str]


def read_mapping(path: Path) -> ColumnMapping:
    """Return the mapping in `path` (YAML or JSON), or raise `MappingError` with file and line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise MappingError(f"{path} can't be read as UTF-8 text.") from None
    problems = Problems()
    document = read_yaml(text, name=str(path), problems=problems)
    if problems:
        raise MappingError(f"{problems[0].place}: {problems[0].message}.", hint=problems[0].hint)
    document = _mapping(document or {}, path, "the document")
    if extra := [str(key) for key in document if key not in KEYS]:
        hint = f"A mapping has the keys {', '.join(KEYS)}."
        raise MappingError(f"{path}: “{extra[0]}” is not known here.", hint=hint)
    ignore = document.get("ignore") or []
    if not isinstance(ignore, list):
        raise MappingError(f"{path}: `ignore` is not a list of column names.")
    return ColumnMapping(
        columns=_texts(document.get("columns") or {}, path, "columns"),
        ignore=tuple(map(str, ignore)),
        values={
            str(header): _texts(words, path, f"values: {header}")
            for header, words in _mapping(document.get("values") or {}, path, "values").items()
        },
    )


def bind(
    headers: Sequence[str], mapping: ColumnMapping, dictionary: Dictionary
) -> list[BoundColumn]:
    """Return the columns that are imported; every header must be a fact, special or ignored."""
    if absent := [name for name in mapping.columns if name not in headers]:
        raise MappingError(
            f"The mapping names the column “{absent[0]}”, which the table lacks.",
            hint=f"It has: {'、'.join(headers)}.",
        )
    bound: list[BoundColumn] = []
    for place, header in enumerate(headers):
        if header in mapping.ignore:
            continue
        target = mapping.columns.get(header, header)
        fact = None if target in SPECIAL else dictionary.fact(
            target,
            where=f"列“{header}”",
            entities=("person", "living", "registered"),
        )  # fmt: skip
        if any(target in (each.special, each.fact and each.fact.name) for each in bound):
            raise MappingError(f"Two columns hold “{target}”.", hint="Ignore one in the mapping.")
        special = target if fact is None else ""
        words = mapping.values.get(header, {})
        bound.append(
            BoundColumn(header=header, place=place, fact=fact, special=special, values=words)
        )
    if IDENTITY not in [each.special for each in bound]:
        raise MappingError(
            f"No column holds “{IDENTITY}”, by which people are found.",
            hint=f"Name it in the mapping: columns: {{<column>: {IDENTITY}}}.",
        )
    return bound


def _mapping(value: Any, path: Path, key: str) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise MappingError(f"{path}: {key} is not a mapping of one name to another.")
    return value


def _texts(value: Any, path: Path, key: str) -> dict[str, str]:
    return {str(name): str(meant) for name, meant in _mapping(value, path, key).items()}
