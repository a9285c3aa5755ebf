"""Every standard's dated versions as rows of text, for the public to take away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from zhaohui.doors.portal.parameter_tables import VersionRow, parameter_table
from zhaohui.packs import Pack

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook

HEADER = (
    "标准",
    "单位",
    "责任部门",
    "适用范围",
    "起",
    "止",
    "档次",
    "数额",
    "现用",
    "可能已更新",
    "缺口",
    "说明",
    "出处",
    "文号",
    "地址",
    "核对程度",
)


def standard_rows(pack: Pack, book: Rulebook, today: date) -> Iterator[tuple[str, ...]]:
    """Yield a row for each figure of each version; a version without a figure says what is missing."""
    for parameter in book.parameters.values():
        table = parameter_table(pack, parameter, today)
        head = (parameter.name, parameter.unit, parameter.owner)
        for version in table.rows:
            for band, words in version.figures or [("", "")]:
                yield (*head, *_period(version), band, words, *_standing(version))


def _period(row: VersionRow) -> tuple[str, str, str]:
    version = row.version
    return row.area, version.start.isoformat(), version.end.isoformat() if version.end else ""


def _standing(row: VersionRow) -> tuple[str, ...]:
    version, source = row.version, row.source
    return (
        "是" if row.is_current else "",
        "是" if row.is_stale else "",
        version.gap,
        version.note,
        source.title if source else "",
        source.doc_no if source else "",
        source.address if source else "",
        version.verification,
    )
