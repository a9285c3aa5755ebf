"""The public change log of items 动态调整记录: every published change, newest first, also as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhaohui.doors.portal.item_words import title_of, value_words
from zhaohui.packs import Pack
from zhaohui.packs.items import Item, ItemChange, changed, changes_of
from zhaohui.packs.schema.registers import SourceRow

HEADER = (
    *("公布日期", "事项", "领域", "责任部门", "版本", "要素", "原来", "现在", "说明"),
    *("依据", "文号", "条款", "核对程度"),
)


@dataclass(frozen=True)
class ChangeRow:
    """One published change of one item: before and after, by which document."""

    item: Item
    version: int
    change: ItemChange
    title: str
    before: str
    after: str
    source: SourceRow | None


def change_rows(pack: Pack, today: date) -> list[ChangeRow]:
    """Return every change that is published by a day, the newest first."""
    sources = {row.place: row for row in pack.sources}
    found = [row for item in pack.items for row in _of(pack, item, sources)]
    past = [row for row in found if row.change.start <= today]
    return sorted(past, key=lambda row: (row.change.start, row.change.proposal), reverse=True)


def _of(pack: Pack, item: Item, sources: dict[str, SourceRow]) -> Iterator[ChangeRow]:
    for change in changes_of(pack, item.name):
        after = changed(item, change)
        if after is None:
            continue
        held = _held(item, change.element)
        yield ChangeRow(
            item=after,
            version=after.version,
            change=change,
            title=title_of(change.element),
            before=value_words(change.element, held, item),
            after=value_words(change.element, change.value, item),
            source=sources.get(change.place),
        )
        item = after


def _held(item: Item, element: str) -> object:
    if element == "materials":
        return [material.id for material in item.materials]
    return item.state if element == "state" else item.value(element)


def csv_rows(pack: Pack, today: date) -> Iterator[tuple[str, ...]]:
    """Yield the change log as rows of text."""
    for row in change_rows(pack, today):
        source = row.source
        yield (
            row.change.start.isoformat(),
            row.item.title,
            row.item.domain,
            row.item.department,
            str(row.version),
            row.title,
            row.before,
            row.after,
            row.change.note,
            source.title if source else "",
            source.doc_no if source else "",
            row.change.article,
            row.change.verification,
        )
