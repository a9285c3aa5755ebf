"""What an officer fills in for a parameter: read from text, then held to the pack's own checks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from zhaohui.county.catalog.errors import ProposalError
from zhaohui.packs import Pack
from zhaohui.packs.book import rulebook_faults
from zhaohui.packs.overlay import DAY, PLACE, clashes, with_version
from zhaohui.packs.schema.rules import ParameterRow, VersionRow

YUAN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
OR = re.compile(r"\s*、\s*|\s+或\s+")
EXAMPLES = {
    "money": _("金额写数字，单位是元，最多两位小数，例如 580 或 580.50"),
    "int": _("写整数，例如 12"),
    "bp": _("写万分之几的整数，例如 80% 写 8000"),
    "date": _("写日期，例如 2025-01-01"),
    "text": _("写文件里的说法"),
}
TRIAL = f"{PLACE}:0"


@dataclass(frozen=True, kw_only=True)
class ParameterEntry:
    """One value of one parameter in one area and period, and the document that says so.

    `value` is typed: money in fen, dates as dates, tables as {key: value}.
    """

    parameter: str
    area: str
    start: dt.date
    end: dt.date | None
    value: Any
    title: str
    doc_no: str = ""
    article: str = ""
    address: str = ""
    published: str = ""
    read_in: str
    words: str


def choices_of(parameter: ParameterRow) -> list[str]:
    """Return the words that a text parameter may have, as its unit lists them; [] for any text."""
    if parameter.type != "text" or "或" not in parameter.unit:
        return []
    return [word for word in OR.split(parameter.unit.strip()) if word]


def keys_of(parameter: ParameterRow) -> list[int | str]:
    """Return the keys (bands) that any version of a table has, in order."""
    found = {
        key: None
        for version in parameter.versions
        if isinstance(version.value, Mapping)
        for key in version.value
    }
    return sorted(found) if parameter.key != "text" else list(found)


def read_single(parameter: ParameterRow, text: str) -> Any:
    """Return the typed value of one input; ProposalError with what to write instead."""
    return _typed(parameter, _raw(parameter.type, text, choices=choices_of(parameter)))


def read_table(
    parameter: ParameterRow, cells: Sequence[tuple[str, str]], *, dropped: Collection[str] = ()
) -> Any:
    """Return a table from (key, value) inputs, empty pairs left out; ProposalError as above.

    Every key that the parameter has had must be there, or be `dropped` by the officer's own mark.
    """
    found: dict[int | str, Any] = {}
    for key_text, text in cells:
        if not key_text.strip() and not text.strip():
            continue
        if not key_text.strip() or not text.strip():
            raise ProposalError(
                f"表格里“{key_text or text}”这一行只填了一半。", hint="档次和数额要一起填。"
            )
        key = key_text.strip() if parameter.key == "text" else _whole(key_text, "档次")
        if key in found:
            raise ProposalError(f"档次 {key} 填了两次。")
        found[key] = _raw(parameter.of or "int", text, choices=[])
    if not found:
        raise ProposalError("没有填数额。", hint="至少填一档。")
    held = [key for key in keys_of(parameter) if str(key) not in dropped]
    if missing := [key for key in held if key not in found]:
        named = "、".join(str(key) for key in missing)
        raise ProposalError(
            f"原来有的档次 {named} 没有填。",
            hint="每一档都要填，没有变的照原样填；不再有的勾选“取消这一档”。",
        )
    return _typed(parameter, found)


def checked(pack: Pack, entry: ParameterEntry) -> Pack:
    """Return the pack as it would be with the entry; ProposalError names what can't be.

    The same rows and engine checks as for a pack's own file: type, area, overlap, hole.
    """
    parameter = pack.parameter(entry.parameter)
    if entry.area not in pack.areas_chain:
        raise ProposalError("适用范围不在本县的上下级区划里。", field="area")
    if entry.end is not None and entry.end < entry.start:
        raise ProposalError(f"止日 {entry.end} 早于起日 {entry.start}。", field="end")
    new = trial_version(entry)
    for old in clashes(parameter, new):
        until = f"至 {old.end}" if old.end else "起"
        raise ProposalError(
            f"{old.start} {until}已经有标准，与新填的日期重叠。",
            hint="请改起止日期；若是原来填错，先停用原来那一条，或在那一条上选“更正”。",
            field="start",
        )
    _no_hole(parameter, new)
    trial = replace(
        pack,
        parameters=tuple(
            with_version(row, new) if row.name == entry.parameter else row
            for row in pack.parameters
        ),
    )
    for fault in rulebook_faults(trial):
        raise ProposalError(f"规则引擎不接受这个值：{fault}", hint=fault.hint)
    return trial


def trial_version(entry: ParameterEntry) -> VersionRow:
    """Return the entry as a version of the parameter, not yet approved."""
    cells = {
        "area": entry.area,
        "from": entry.start,
        "to": entry.end,
        "value": entry.value,
        "verification": "unverified",
        "place": TRIAL,
    }
    return VersionRow.model_validate(cells)


def _no_hole(parameter: ParameterRow, new: VersionRow) -> None:
    """The engine wants no day between two versions; say it in the officer's words."""
    others = [old for old in parameter.versions if old.area == new.area]
    before = [old for old in others if old.start < new.start]
    last = max(before, key=lambda old: old.start, default=None)
    if last is not None and last.end is not None and last.end + DAY < new.start:
        raise ProposalError(
            f"{last.end + DAY} 至 {new.start - DAY} 之间没有标准。",
            hint=f"起日最晚是 {last.end + DAY}。",
            field="start",
        )
    later = [old for old in others if old.start > new.start]
    following = min(later, key=lambda old: old.start, default=None)
    covered = any(
        old.gap and (old.end is None or old.end >= (new.end or old.start)) for old in others
    )
    if following and new.end and new.end + DAY < following.start and not covered:
        raise ProposalError(
            f"{new.end + DAY} 至 {following.start - DAY} 之间没有标准。",
            hint=f"止日应是 {following.start - DAY}。",
            field="end",
        )


def _typed(parameter: ParameterRow, raw: Any) -> Any:
    """The pack's own model turns a written value into an exact one."""
    version = {
        "area": "00",
        "from": dt.date(2000, 1, 1),
        "value": raw,
        "verification": "unverified",
        "place": TRIAL,
    }
    cells = parameter.model_dump(include={"name", "type", "key", "of", "unit", "owner"})
    try:
        row = ParameterRow.model_validate(cells | {"versions": (version,), "place": TRIAL})
    except ValidationError as error:
        raise ProposalError(
            f"“{parameter.name}”的值写法不对。", hint=str(EXAMPLES.get(parameter.type, ""))
        ) from error
    return row.versions[0].value


def _raw(kind: str, text: str, *, choices: Sequence[str]) -> Any:
    written = text.strip().replace(",", "").replace("，", "") if kind != "text" else text.strip()
    if not written:
        if choices:
            raise ProposalError("还没有选文件怎么定。", hint="请选一个。")
        raise ProposalError("没有填数额。", hint=f"{EXAMPLES[kind]}。")
    if kind == "text":
        if choices and written not in choices:
            raise ProposalError(f"只能填{'、'.join(choices)}之一。")
        return written
    if kind == "date":
        return _day(written)
    if kind == "money":
        return _yuan(written)
    return _whole(written, "数额")


def _yuan(written: str) -> Decimal:
    if not YUAN.fullmatch(written):
        raise ProposalError(f"“{written[:40]}”不是金额。", hint=f"{EXAMPLES['money']}。")
    return Decimal(written)


def _whole(written: str, what: str) -> int:
    text = written.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise ProposalError(f"{what}“{text}”不是整数。", hint=f"{EXAMPLES['int']}。")
    return int(text)


def _day(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise ProposalError(f"“{written}”不是日期。", hint=f"{EXAMPLES['date']}。") from None
