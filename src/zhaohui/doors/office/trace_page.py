"""One person's finding with its trace, in words: steps, facts, parameters, citations, what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.registry.freshness import is_expired
from zhaohui.doors.office.areas import area_word
from zhaohui.doors.portal.parameter_tables import area_names, figures
from zhaohui.doors.portal.templatetags.portal import day, money
from zhaohui.engines.rules.needs import PARAMETER
from zhaohui.packs import Pack
from zhaohui.packs.schema.registers import Contact


@dataclass(frozen=True)
class Step:
    """An expression in words with its value; `state` is yes, no or unknown, of a condition."""

    text: str
    value: str
    state: str
    who: str
    steps: list[Step]


@dataclass(frozen=True)
class FactUsed:
    """A fact, whose it is, what it says, and where it comes from."""

    name: str
    who: str
    value: str
    department: str
    date: dt.date
    is_expired: bool


@dataclass(frozen=True)
class ParameterUsed:
    """A parameter as it stood on the day; `figures` are (band, words)."""

    name: str
    figures: list[tuple[str, str]]
    area: str
    use: Mapping[str, Any]
    start: dt.date | None
    end: dt.date | None
    doc_no: str
    address: str


@dataclass(frozen=True)
class Need:
    """What an answer waits for, and who has it: a fact's department, or a parameter's owner."""

    words: str
    help: str
    department: str
    contact: Contact | None
    parameter: str = ""


class Words:
    """Turns the records of `explain` into words for one person's page."""

    def __init__(self, pack: Pack, names: Mapping[int, str], today: dt.date) -> None:
        self.pack = pack
        self.names = names
        self.today = today
        self.areas = area_names(pack)
        self.facts_by_name = {fact.name: fact for fact in pack.facts}

    def conditions(self, rule: Mapping[str, Any]) -> Iterator[tuple[str, Step]]:
        """Yield each condition's sentence (or the amount's head) with its steps."""
        texts = {row.code: row.yes for row in self.pack.rule(rule["id"]).conditions}
        for step in rule["steps"]:
            code = step.get("code", "")
            head = step.get("sentence") or texts.get(code) or _("金额怎样算")
            yield head, self.step(step)

    def step(self, step: Mapping[str, Any]) -> Step:
        """Return a step and those below it."""
        return Step(
            text=step["words"],
            value=self.value(step["value"], step["type"]),
            state={True: "yes", False: "no", None: "unknown"}.get(step["value"], "")
            if step["type"] == "bool" or step["value"] is None
            else "",
            who=self.names.get(step["person"], "") if step["person"] is not None else "",
            steps=[self.step(each) for each in step["steps"]],
        )

    def value(self, value: Any, kind: str) -> str:
        """Return a value as people read it."""
        if value is None:
            return _("未知")
        if isinstance(value, bool):
            return _("是") if value else _("否")
        if kind == "money":
            return money(value)
        if isinstance(value, dt.date):
            return day(value)
        if kind == "code":
            return area_word(self.pack, value)
        return str(value)

    def facts(self, rule: Mapping[str, Any]) -> list[FactUsed]:
        """Return the facts used, with whose they are."""
        return [self.fact(each) for each in rule["facts"]]

    def fact(self, each: Mapping[str, Any]) -> FactUsed:
        """Return one fact; expired where it is older than the dictionary allows."""
        date = dt.date.fromisoformat(each["date"])
        row = self.facts_by_name[each["name"]]
        home = _("共同生活家庭") if row.entity == "living" else _("户籍户")
        who = self.names.get(each["id"], "") if each["subject"] == "person" else home
        return FactUsed(
            name=each["name"],
            who=who,
            value=self.value(each["value"], each["type"]),
            department=each["department"],
            date=date,
            is_expired=is_expired(row, date, self.today),
        )

    def parameters(self, rule: Mapping[str, Any]) -> list[ParameterUsed]:
        """Return the parameters used, with document and mark."""
        sources = {row.source_id: row for row in self.pack.sources}
        found = []
        for use in rule["parameters"]:
            source = sources.get(use["source"])
            found.append(
                ParameterUsed(
                    name=use["name"],
                    figures=figures(self.pack.parameter(use["name"]), use["value"]),  # type: ignore[arg-type]
                    area=self.areas.get(use["area"], use["area"]),
                    use=use,
                    start=use["from"],
                    end=use["to"],
                    doc_no=source.doc_no if source else "",
                    address=source.address if source else "",
                )
            )
        return found

    def needs(self, rule: Mapping[str, Any]) -> list[Need]:
        """Return what the answer waits for, each once."""
        return [self.need(name) for name in dict.fromkeys(rule["needs"])]

    def need(self, name: str) -> Need:
        """Return a missing fact with its department, or a missing parameter with its owner."""
        if name.startswith(PARAMETER):
            row = self.pack.parameter(name.removeprefix(PARAMETER))
            gap = next((version.gap for version in row.versions if version.gap), "")
            return Need(row.name, gap, row.owner, self.contact(row.owner), parameter=row.name)
        fact = self.pack.fact(name)
        return Need(fact.name, fact.help or fact.question, fact.source, self.contact(fact.source))

    def contact(self, department: str) -> Contact | None:
        """Return the office that answers for a department, if the pack names one."""
        rows = self.pack.manifest.contact
        return next((row for row in rows if row.department == department), None)
