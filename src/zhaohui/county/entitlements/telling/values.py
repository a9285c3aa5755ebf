"""Amounts, figures and documents as a story's sentences show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zhaohui.county.entitlements.telling.frames import FRAMES, framed
from zhaohui.engines.rules import tree
from zhaohui.engines.rules.needs import PARAMETER
from zhaohui.engines.rules.story import AmountStep, Story, title, value_words
from zhaohui.packs.pack import Pack


def area_words(pack: Pack) -> Mapping[str, str]:
    """Return the names of the county's chain of divisions and of its towns and villages."""
    manifest = pack.manifest
    chain = {2: manifest.province, 4: manifest.city, 6: manifest.short_name}
    names = {code: chain.get(len(code), code) for code in pack.areas_chain} | {"00": "全国"}
    names |= {row.code: row.name for row in pack.villages}
    return names | {f"{row.code:0<12}": row.name for row in pack.towns}


def month_amount(fen: int, unit: str) -> str:
    """Return an amount with its period: 每月100元."""
    message = f"unit.{unit}" if f"unit.{unit}" in FRAMES else "unit"
    return framed(message, money=value_words(fen, "money"), unit=unit or "次")


def outcome(status: str, fen: int | None, unit: str, needs: Iterable[str] = ()) -> str:
    """Return an answer in a few words: its amount where it has one, what it waits for."""
    if status == "yes" and fen is not None:
        return framed("result.money", amount=month_amount(fen, unit))
    told = "、".join(title(name.removeprefix(PARAMETER)) for name in needs)
    message = f"result.{status}"
    return framed(f"{message}.needs" if told else message, needs=told)


def shown(pack: Pack, parameter: str, value: Any) -> str:
    """Return a parameter's figures: 100元; 80—89：25元，90—99：100元; 80%."""
    row = pack.parameter(parameter)
    if not isinstance(value, Mapping):
        return _figure(row.type, value, row.unit)
    if row.key != "band":
        cells = [(str(key), cell) for key, cell in value.items()]
    else:
        ordered = sorted(value)
        cells = [(band(ordered, index), value[low]) for index, low in enumerate(ordered)]
    return "，".join(f"{key}：{_figure(row.of or 'int', cell, '')}" for key, cell in cells)


def band(bounds: list[int], index: int) -> str:
    """Return the words for one band of a table.

    >>> band([80, 90, 100], 0), band([80, 90, 100], 2)
    ('80—89', '100及以上')
    """
    if index + 1 == len(bounds):
        return f"{bounds[index]}及以上"
    last = bounds[index + 1] - 1
    return f"{bounds[index]}" if last == bounds[index] else f"{bounds[index]}—{last}"


def table_band(story: Story, step: AmountStep) -> str:
    """Return the key, or the band that it falls into."""
    node = step.node
    assert isinstance(node, tree.Lookup | tree.Band)
    kind = node.key.type.kind
    table = next((use.value for use in story.trace.parameters if use.name == node.table), None)
    if isinstance(node, tree.Band) and isinstance(table, Mapping) and type(step.key) is int:
        bounds = sorted(table)
        below = [index for index, low in enumerate(bounds) if low <= step.key]
        if below and kind == "int":
            return band(bounds, below[-1])
    return value_words(step.key, kind)


def article(pack: Pack, source_id: str, text: str) -> str:
    """Return a document's title, number and article."""
    source = pack.source(source_id)
    name = source.title.strip().removeprefix("《").removesuffix("》")
    message = "article.number" if source.doc_no else "article"
    return framed(message, title=name, number=source.doc_no, article=text)


def _figure(kind: str, value: Any, unit: str) -> str:
    if value is None:
        return "—"
    if kind == "bp":
        return f"{value / 100:g}%"
    words = value_words(value, kind)
    return words if kind in ("money", "date", "text") else f"{words}{unit}"
