"""The form in which an officer fills a parameter: read, told what to mend, kept as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.models import ParameterProposal
from zhaohui.county.catalog.parameter_entry import (
    ParameterEntry,
    choices_of,
    keys_of,
    read_single,
    read_table,
)
from zhaohui.doors.office.document_form import TEXTS, DocumentForm
from zhaohui.packs.overlay import value_from_json
from zhaohui.packs.schema.rules import ParameterRow, VersionRow

SPARE_ROWS = 4  # as many keys as the longest table of a gap has, 医院等级
NOT_KEPT = ("csrfmiddlewaretoken", "preview", "save", "edit")
MOST_ROWS = 60
ROW = re.compile(r"key(\d{1,3})")


@dataclass(frozen=True)
class Band:
    """One row of a table's inputs; a key that the parameter has had may be dropped by a mark."""

    number: int
    key: str
    value: str
    is_known: bool = False
    is_dropped: bool = False


@dataclass(kw_only=True)
class ProposalForm(DocumentForm):
    """What was written about one parameter, by input name; `problems` are there after `read`."""

    parameter: ParameterRow

    @property
    def is_table(self) -> bool:
        """Whether the value has bands."""
        return self.parameter.type == "table"

    @property
    def choices(self) -> list[str]:
        """The words that the value may be."""
        return choices_of(self.parameter)

    @property
    def rows(self) -> list[Band]:
        """Return the rows of a table that were written, in their order, numbered anew."""
        known = {str(key) for key in keys_of(self.parameter)} if self.is_table else set()
        numbers = sorted(int(m[1]) for m in map(ROW.fullmatch, self.raw) if m)[:MOST_ROWS]
        found: list[Band] = []
        for number in numbers:
            key, value = (self.raw.get(f"{part}{number}", "").strip() for part in ("key", "value"))
            is_dropped = self.raw.get(f"drop{number}") == "on"
            if key or value:
                found.append(Band(len(found), key, value, key in known, is_dropped))
        return found

    @property
    def bands(self) -> list[Band]:
        """Return every row to show: those written, keys that the table has had, empty ones to add."""
        rows = self.rows
        written = {row.key for row in rows}
        known = [str(key) for key in keys_of(self.parameter)] if self.is_table else []
        more = [key for key in known if key not in written] + [""] * SPARE_ROWS
        count = len(rows)
        return rows + [Band(count + n, key, "", bool(key)) for n, key in enumerate(more)]

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
        values |= self.document()
        return None if self.problems else ParameterEntry(**values)

    def tell(self, error: ProposalError) -> None:
        """Show an error of the action at its input."""
        name = "value" if error.field == "value" and not self.is_table else error.field
        name = "value0" if name == "value" and self.is_table else name
        self._tell(name, str(error))

    def _value(self) -> Any:
        try:
            if self.is_table:
                kept = [(each.key, each.value) for each in self.rows if not each.is_dropped]
                dropped = {each.key for each in self.rows if each.is_dropped}
                return read_table(self.parameter, kept, dropped=dropped)
            return read_single(self.parameter, self.raw.get("value", ""))
        except ProposalError as error:
            self.tell(error)
            return None


def blank(parameter: ParameterRow, gap: VersionRow | None, area: str) -> ProposalForm:
    """Return an empty form, its dates and area taken from the gap that it would fill."""
    raw = {"area": area}
    if gap is not None:
        raw |= {"area": gap.area, "start": gap.start.isoformat()}
        raw["end"] = gap.end.isoformat() if gap.end else ""
    return ProposalForm(parameter=parameter, raw=raw)


def from_version(parameter: ParameterRow, version: VersionRow) -> ProposalForm:
    """Return the form with the figures in force, to change them from a new day with its document."""
    return ProposalForm(
        parameter=parameter, raw={"area": version.area} | _figures(parameter, version.value)
    )


def _figures(parameter: ParameterRow, value: Any) -> dict[str, str]:
    """The inputs of a value; keys that the table had at other times are marked as dropped."""
    if not isinstance(value, Mapping):
        return {"value": written(parameter.type, value)}
    raw: dict[str, str] = {}
    gone = [key for key in keys_of(parameter) if value.get(key) is None]
    ordered = sorted(value) if parameter.key != "text" else list(value)
    for number, key in enumerate([*(k for k in ordered if k not in gone), *gone]):
        raw[f"key{number}"] = str(key)
        if key in gone:
            raw[f"drop{number}"] = "on"
        else:
            raw[f"value{number}"] = written(parameter.of, value[key])
    return raw


def from_proposal(parameter: ParameterRow, old: ParameterProposal) -> ProposalForm:
    """Return the form filled with an earlier proposal, to correct it or to propose it again."""
    raw = {name: getattr(old, name) for name in ("area", "read_in", "published", *TEXTS)}
    raw |= {"start": old.start.isoformat(), "end": old.end.isoformat() if old.end else ""}
    raw |= _figures(parameter, value_from_json(parameter, old.value))
    return ProposalForm(parameter=parameter, raw=raw)


def from_scenario(parameter: ParameterRow, changed: Mapping[str, Any], name: str) -> ProposalForm:
    """Return the form filled with what a simulation tried; the document is still to be named."""
    raw = {"area": changed["area"], "start": changed["from"], "end": changed["to"] or ""}
    raw |= _figures(parameter, value_from_json(parameter, changed["after"]))
    raw["words"] = _("按测算方案“%(name)s”提出") % {"name": name}
    return ProposalForm(parameter=parameter, raw=raw)


def written(kind: str | None, value: Any) -> str:
    """Return a value as one writes it into the form: money in 元."""
    if kind == "money":
        return f"{value // 100}.{value % 100:02d}"
    return str(value)
