"""The form in which an officer tries another figure: a parameter, its new value, from when, how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.parameter_entry import YUAN, keys_of, read_single, read_table
from zhaohui.county.entitlements.trial import rules_using
from zhaohui.doors.office.proposal_form import written
from zhaohui.doors.portal.templatetags.portal import parameter_title
from zhaohui.engines.rules.parameters import resolve
from zhaohui.errors import ZhaohuiError
from zhaohui.packs import Pack
from zhaohui.packs.book import engine_parameter
from zhaohui.packs.reading.records import reform_from_cells
from zhaohui.packs.schema.reform import MOST_YEARS, ReformRow
from zhaohui.packs.schema.rules import ParameterRow

NUMBERS = ("money", "int", "bp")
LONGEST_NAME = 80
DECEMBER = 12


@dataclass
class SimulateForm:
    """What was written, by input name; `problems` by input after `read`."""

    parameter: ParameterRow
    raw: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def is_table(self) -> bool:
        """Whether the value has bands."""
        return self.parameter.type == "table"

    @property
    def bands(self) -> list[tuple[int, str, str]]:
        """Return (number, key, value) of each band; a simulation has no bands of its own."""
        keys = keys_of(self.parameter) if self.is_table else []
        return [(n, str(key), self.raw.get(f"value{n}", "")) for n, key in enumerate(keys)]

    @property
    def summary(self) -> list[dict[str, str]]:
        """Return the problems for the summary above the form."""
        return [{"id": name, "sentence": text} for name, text in self.problems.items()]

    def read(self) -> ReformRow | None:
        """Return the reform, or None with what is to be mended in `problems`."""
        value, start, years = self._value(), self._start(), self._years()
        budget = self._budget()
        name = " ".join(self.raw.get("name", "").split()) or self._default_name(start)
        if len(name) > LONGEST_NAME:
            self.problems["name"] = _("最多 %(n)d 个字。") % {"n": LONGEST_NAME}
        if self.problems:
            return None
        place = f"{self.parameter.name}:1"
        change = {"name": self.parameter.name, "from": start, "value": value, "place": place}
        try:
            cells = {"name": name, "years": years, "budget": budget, "parameters": [change]}
            return reform_from_cells(cells, name=self.parameter.name)
        except ZhaohuiError as error:
            self.problems["value0" if self.is_table else "value"] = str(error)
            return None

    def tell(self, name: str, sentence: str) -> None:
        """Show a fault at an input; that of a table at its first band."""
        self.problems["value0" if name == "value" and self.is_table else name] = sentence

    def _default_name(self, start: dt.date | None) -> str:
        return _("%(name)s 自 %(day)s 起的新标准") % {
            "name": parameter_title(self.parameter.name),
            "day": start,
        }

    def _value(self) -> Any:
        kind = self.parameter.of if self.is_table else self.parameter.type
        try:
            if self.is_table:
                read = read_table(self.parameter, [(key, text) for _n, key, text in self.bands])
                return {key: _as_written(kind, cell) for key, cell in read.items()}
            return _as_written(kind, read_single(self.parameter, self.raw.get("value", "")))
        except ProposalError as error:
            self.tell("value", str(error))
            return None

    def _start(self) -> dt.date | None:
        try:
            return dt.date.fromisoformat(self.raw.get("start", "").strip())
        except ValueError:
            self.tell("start", _("请写成 2025-01-01 这样的日期。"))
            return None

    def _budget(self) -> Decimal | None:
        text = self.raw.get("budget", "").strip().replace(",", "").replace("，", "")
        if not text:
            return None
        if YUAN.fullmatch(text):
            return Decimal(text)
        self.tell("budget", _("请写元，例如 500000；不比就空着。"))
        return None

    def _years(self) -> int:
        text = self.raw.get("years", "1").strip()
        if text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MOST_YEARS:
            return int(text)
        self.tell("years", _("请写 1 到 %(n)d 的整数。") % {"n": MOST_YEARS})
        return 1


def _as_written(kind: str | None, value: Any) -> Any:
    return Decimal(value) / 100 if kind == "money" else value


def choices(pack: Pack) -> dict[str, list[ParameterRow]]:
    """Return the parameters that a number can change and a rule uses, by department."""
    found: dict[str, list[ParameterRow]] = {}
    for row in pack.parameters:
        kind = row.of if row.type == "table" else row.type
        if kind in NUMBERS and rules_using(pack, row.name):
            found.setdefault(row.owner or "—", []).append(row)
    return found


def filled(pack: Pack, parameter: ParameterRow, today: dt.date) -> SimulateForm:
    """Return the form with today's figures, from the first day of the next month."""
    later = today.year + (today.month == DECEMBER)
    start = dt.date(later, today.month % DECEMBER + 1, 1)
    raw = {"start": start.isoformat(), "years": "3"}
    held: Any = resolve(engine_parameter(parameter), pack.areas_chain, start).value
    if isinstance(held, Mapping):
        for number, key in enumerate(keys_of(parameter)):
            if held.get(key) is not None:
                raw[f"value{number}"] = written(parameter.of, held[key])
    elif held is not None:
        raw["value"] = written(parameter.type, held)
    return SimulateForm(parameter, raw)
