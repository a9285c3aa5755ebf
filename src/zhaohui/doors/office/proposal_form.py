"""The form in which an officer fills a parameter: read, told what to mend, kept as it was written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.models import ParameterProposal, ReadIn
from zhaohui.county.catalog.parameter_entry import (
    ParameterEntry,
    choices_of,
    keys_of,
    read_single,
    read_table,
)
from zhaohui.packs.overlay import value_from_json
from zhaohui.packs.schema.rules import ParameterRow, VersionRow

SPARE_ROWS = 4  # as many keys as the longest table of a gap has, 医院等级
NOT_KEPT = ("csrfmiddlewaretoken", "preview", "save", "edit")
TEXTS = {"title": 200, "doc_no": 64, "article": 64, "address": 300, "words": 300}
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass
class ProposalForm:
    """What was written, by input name; `problems` are (input, sentence) pairs after `read`."""

    parameter: ParameterRow
    raw: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def is_table(self) -> bool:
        """Whether the value has bands."""
        return self.parameter.type == "table"

    @property
    def choices(self) -> list[str]:
        """The words that the value may be."""
        return choices_of(self.parameter)

    @property
    def bands(self) -> list[tuple[int, str, str]]:
        """Return (number, key, value) of every row of a table's inputs."""
        known = [str(key) for key in keys_of(self.parameter)] if self.is_table else []
        return [
            (
                number,
                self.raw.get(f"key{number}", known[number] if number < len(known) else ""),
                self.raw.get(f"value{number}", ""),
            )
            for number in range(len(known) + SPARE_ROWS)
        ]

    @property
    def summary(self) -> list[dict[str, str]]:
        """Return the problems for the summary above the form."""
        return [{"id": name, "sentence": text} for name, text in self.problems.items()]

    def hidden(self) -> Iterator[tuple[str, str]]:
        """Yield every input for the preview's own form, its buttons and token left out."""
        yield from ((name, text) for name, text in self.raw.items() if name not in NOT_KEPT)

    def read(self) -> ParameterEntry | None:
        """Return the entry, or None with what is to be mended in `problems`."""
        values: dict[str, Any] = {
            "parameter": self.parameter.name,
            "area": self.raw.get("area", ""),
        }
        values["start"] = self._day("start", is_needed=True)
        values["end"] = self._day("end", is_needed=False)
        values["value"] = self._value()
        if self.raw.get("unit_ok") != "on":
            self._tell("unit_ok", _("请核对文件里的单位，然后勾选。"))
        for name, longest in TEXTS.items():
            values[name] = self._text(name, longest)
        values["published"] = self._published()
        values["read_in"] = self.raw.get("read_in", "")
        if values["read_in"] not in ReadIn.values:
            self._tell("read_in", _("请选：从哪里读到的。"))
        return None if self.problems else ParameterEntry(**values)

    def _tell(self, name: str, sentence: str) -> None:
        self.problems.setdefault(name, sentence)

    def tell(self, error: ProposalError) -> None:
        """Show an error of the action at its input."""
        name = "value" if error.field == "value" and not self.is_table else error.field
        name = "value0" if name == "value" and self.is_table else name
        self._tell(name, str(error))

    def _value(self) -> Any:
        try:
            if self.is_table:
                return read_table(self.parameter, [(key, text) for _n, key, text in self.bands])
            return read_single(self.parameter, self.raw.get("value", ""))
        except ProposalError as error:
            self.tell(error)
            return None

    def _day(self, name: str, *, is_needed: bool) -> dt.date | None:
        written = self.raw.get(name, "").strip()
        if not written and not is_needed:
            return None
        try:
            return dt.date.fromisoformat(written)
        except ValueError:
            self._tell(name, _("请写成 2025-01-01 这样的日期。"))
            return None

    def _text(self, name: str, longest: int) -> str:
        written = " ".join(self.raw.get(name, "").split())
        if len(written) > longest:
            self._tell(name, _("最多 %(n)d 个字。") % {"n": longest})
        if not written and name == "title":
            self._tell(name, _("请写文件的标题：没有出处的数不能用。"))
        if not written and name == "words":
            self._tell(name, _("请用自己的话写：文件怎么说，为什么这样填。"))
        if name == "address" and written and not written.startswith(("https://", "http://")):
            self._tell(name, _("网址以 https:// 或 http:// 开头；没有网址就空着。"))
        return written

    def _published(self) -> str:
        written = self.raw.get("published", "").strip()
        if written and not PARTIAL_DATE.fullmatch(written):
            self._tell("published", _("写到知道的为止：2024、2024-06 或 2024-06-01。"))
        return written


def blank(parameter: ParameterRow, gap: VersionRow | None, area: str) -> ProposalForm:
    """Return an empty form, its dates and area taken from the gap that it would fill."""
    raw = {"area": area}
    if gap is not None:
        raw |= {"area": gap.area, "start": gap.start.isoformat()}
        raw["end"] = gap.end.isoformat() if gap.end else ""
    return ProposalForm(parameter, raw)


def from_proposal(parameter: ParameterRow, old: ParameterProposal) -> ProposalForm:
    """Return the form filled with an earlier proposal, to correct it or to propose it again."""
    raw = {name: getattr(old, name) for name in ("area", "read_in", "published", *TEXTS)}
    raw |= {"start": old.start.isoformat(), "end": old.end.isoformat() if old.end else ""}
    value = value_from_json(parameter, old.value)
    return ProposalForm(parameter, raw | _values(parameter, value))


def from_scenario(parameter: ParameterRow, changed: Mapping[str, Any], name: str) -> ProposalForm:
    """Return the form filled with what a simulation tried; the document is still to be named."""
    raw = {"area": changed["area"], "start": changed["from"], "end": changed["to"] or ""}
    raw |= _values(parameter, changed["after"])
    raw["words"] = _("按测算方案“%(name)s”提出") % {"name": name}
    return ProposalForm(parameter, raw)


def _values(parameter: ParameterRow, value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {"value": written(parameter.type, value)}
    found = {}
    for number, (key, cell) in enumerate(value.items()):
        found[f"key{number}"] = str(key)
        found[f"value{number}"] = "" if cell is None else written(parameter.of, cell)
    return found


def written(kind: str | None, value: Any) -> str:
    """Return a value as one writes it into the form: money in 元."""
    if kind == "money":
        return f"{value // 100}.{value % 100:02d}"
    return str(value)
