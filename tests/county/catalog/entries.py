"""A parameter that the project's pack declares as a gap, and what an officer fills in for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.county.small_county import the_pack
from zhaohui.county.catalog.parameter_entry import ParameterEntry
from zhaohui.packs.schema.rules import ParameterRow, VersionRow


def money_gap() -> tuple[ParameterRow, VersionRow]:
    """A money parameter whose only version is an open gap."""
    return next(
        (row, row.versions[0])
        for row in the_pack().parameters
        if row.type == "money"
        and len(row.versions) == 1
        and row.versions[0].gap
        and row.versions[0].end is None
    )


def entry(**changes: Any) -> ParameterEntry:
    """An entry that fills the gap from a year after it begins."""
    row, version = money_gap()
    values: dict[str, Any] = {
        "parameter": row.name,
        "area": version.area,
        "start": version.start + dt.timedelta(days=365),
        "end": None,
        "value": 58_000,
        "title": "模拟文件",
        "doc_no": "模拟〔2024〕1号",
        "article": "第二条",
        "address": "",
        "published": "2024-06-01",
        "read_in": "original",
        "words": "按文件第二条填写",
    }
    return ParameterEntry(**values | changes)
