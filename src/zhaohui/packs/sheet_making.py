"""From a form's row to a `Sheet`, every fault a sentence with its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from zhaohui.engines.rules import Fact, RuleError
from zhaohui.engines.rules.condition import (
    AGE,
    Condition,
    compile_condition,
    vocabulary_with,
    word_fault,
)
from zhaohui.engines.rules.vocabulary import Vocabulary
from zhaohui.packs.book import words
from zhaohui.packs.limits import limit
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.forms import DocumentRow, FieldRow, FormRow, OwnFact, StepRow
from zhaohui.packs.schema.registers import FactRow
from zhaohui.packs.sheet import END, START, Entry, Page, Paper, PapersOf, Sheet

LONGEST_LINE = 64


def sheet(pack: Pack, form: FormRow, *, papers_of: PapersOf = "subject") -> Sheet:
    """Return the form ready to be filled. RuleError names the file and line of the first fault."""
    made, faults = sheet_and_faults(pack, form, papers_of=papers_of)
    if faults:
        raise faults[0]
    return made


def sheet_and_faults(
    pack: Pack, form: FormRow, *, papers_of: PapersOf = "subject"
) -> tuple[Sheet, list[RuleError]]:
    """Return the form as far as it compiles, and everything that is wrong with its fields."""
    maker = _Maker({fact.name: fact for fact in pack.facts}, form, papers_of)
    steps = [(step, list(maker.entries(step))) for step in form.steps]
    own = [_as_engine(entry.fact) for _, entries in steps for entry in entries if entry.is_own]
    facts, parameters = words(pack)
    maker.vocabulary = vocabulary_with(facts, parameters, own)
    pages = [page for step, entries in steps for page in maker.pages(step, entries)]
    papers = [Paper(row, maker.paper_condition(row)) for row in form.documents]
    return Sheet(form, tuple(pages), tuple(papers), papers_of), maker.faults


@dataclass
class _Maker:
    facts: Mapping[str, FactRow]
    form: FormRow
    papers_of: PapersOf = "subject"
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}, {}))
    faults: list[RuleError] = field(default_factory=list)
    asked: dict[str, StepRow] = field(default_factory=dict)  # so far, in the order of the form
    anything: bool = False  # a `needs` step came: any fact may have been asked

    def fault(self, place: str, what: str, hint: str = "") -> None:
        self.faults.append(RuleError(what, hint=hint, place=place))

    def entries(self, step: StepRow) -> Iterator[Entry]:
        for row in step.fields:
            fact = self._own(step, row) if row.name else self._fact(step, row)
            if fact is None:
                continue
            low, high = (limit(fact, row, end, self.fault) for end in ("low", "high"))
            if isinstance(low, type(high)) and low is not None and low > high:  # type: ignore[operator]
                self.fault(row.place, f"`low` of {row.key} is above its `high`", "swap them")
            yield Entry(
                row=row,
                fact=fact,
                label=row.label or fact.question,
                help=row.help or fact.help,
                is_own=row.name is not None,
                low=low,
                high=high,
            )

    def _fact(self, step: StepRow, row: FieldRow) -> FactRow | None:
        fact = self.facts.get(row.fact)
        if fact is None:
            near = get_close_matches(row.fact, self.facts, n=1)
            hint = f"did you mean {near[0]}?" if near else "use a name of facts.toml"
            if row.fact == AGE:
                hint = "ask 出生日期; 年龄 is counted from it"
            self.fault(row.place, f"the fact {row.fact} is not in facts.toml", hint)
            return None
        of_member = bool(step.repeat)
        if fact.entity == "person" and not of_member and self.form.subject != "person":
            hint = "add `repeat: members` to the step"
            self.fault(row.place, f"{row.fact} is a fact of each person", hint)
        elif fact.entity != "person" and of_member:
            hint = "put it into a step without `repeat`"
            self.fault(row.place, f"{row.fact} is a fact of the household, not of a member", hint)
        if row.max_length is not None or row.pattern:
            self.fault(
                row.place, f"{row.fact} is a fact: `max_length` and `pattern` are for own text"
            )
        return fact

    def _own(self, step: StepRow, row: FieldRow) -> FactRow | None:
        name = row.name or ""
        if name in self.facts:
            self.fault(row.place, f"{name} is a fact of facts.toml", f"write `fact: {name}`")
            return None
        if wrong := word_fault(name):
            self.fault(row.place, f"the field {name}: {wrong}", "choose another name")
            return None
        if row.type != "text" and (row.pattern or row.max_length is not None):
            self.fault(row.place, f"{name} is no text: it has no `pattern` and no `max_length`")
        return OwnFact(
            place=row.place,
            name=name,
            column=f"own{self._number(row)}",
            entity="person" if step.repeat else "living",
            type=row.type or "text",
            values=row.values,
            unit=row.unit,
            source=self.form.name,
            privacy=row.privacy,
            question=row.label,
            help=row.help,
            max_length=row.max_length or LONGEST_LINE,
        )

    def _number(self, row: FieldRow) -> int:
        own = [each for step in self.form.steps for each in step.fields if each.name]
        return next(number for number, each in enumerate(own, 1) if each is row)

    def pages(self, step: StepRow, entries: list[Entry]) -> Iterator[Page]:
        if step.id in (START, END):
            self.fault(step.place, f"a step cannot be called {step.id}", "choose another id")
        when = self.condition(step.when, step.place, f"step {step.id}", person=self._person(step))
        self._asked_before(when, step, step.place, f"step {step.id}")
        if step.needs:
            if self.anything:
                self.fault(step.place, "a form has at most one `needs` step", "join the two")
            self.anything = True
            yield Page(step.id, step)
            return
        levels: dict[int, list[Entry]] = {}
        level_of: dict[str, int] = {}
        for number, entry in enumerate(entries):
            ready = self._ready(step, entry)
            needed = ready.when.names if ready.when else frozenset()
            level = 1 + max((level_of[name] for name in needed if name in level_of), default=-1)
            level_of[entry.key] = level
            levels.setdefault(number if self.form.layout == "single" else level, []).append(ready)
        for number, (_, group) in enumerate(sorted(levels.items())):
            yield Page(
                step.id if not number else f"{step.id}.{number + 1}", step, tuple(group), when
            )

    def _ready(self, step: StepRow, entry: Entry) -> Entry:
        place, owner = entry.row.place, f"field {entry.key}"
        when = self.condition(entry.row.when, place, owner, person=self._person(step))
        self._asked_before(when, step, place, owner)
        before = self.asked.get(entry.key)
        if before is not None:
            what = f"the field {entry.key} stands twice: first in step {before.id}"
            self.fault(place, what, "keep one of the two")
        self.asked.setdefault(entry.key, step)
        return replace(entry, when=when)

    def _person(self, step: StepRow) -> bool:
        return bool(step.repeat) or self.form.subject == "person"

    def _asked_before(self, when: Condition | None, step: StepRow, place: str, owner: str) -> None:
        uses = set(step.uses or self.form.uses)
        for name in sorted(when.names) if when else ():
            asked = self.asked.get(name)
            if asked is None and not (self.anything and name in self.facts):
                later = any(each.key == name for s in self.form.steps for each in s.fields)
                what = "is asked later" if later else "is asked nowhere in this form"
                hint = "move it before this one" if later else f"add a field for {name} before it"
                self.fault(place, f"{owner}: its condition reads {name}, which {what}", hint)
            elif asked is not None and not uses <= set(asked.uses or self.form.uses):
                what = f"which step {asked.id} does not ask in every use of this one"
                hint = "give both steps the same `uses`"
                self.fault(place, f"{owner}: its condition reads {name}, {what}", hint)

    def paper_condition(self, row: DocumentRow) -> Condition | None:
        about_person = self.form.subject == "person" or self.papers_of != "subject"
        return self.condition(row.when, row.place, f"document {row.id}", person=about_person)

    def condition(self, text: str, place: str, owner: str, *, person: bool) -> Condition | None:
        if not text:
            return None
        try:
            return compile_condition(
                text,
                self.vocabulary,
                subject="person" if person else "household",
                place=place,
                owner=owner,
            )
        except RuleError as fault:
            self.faults.append(RuleError(fault.sentence, hint=fault.hint, place=place))
            return None


def _as_engine(fact: FactRow) -> Fact:
    return Fact(
        name=fact.name, column=fact.column, entity=fact.entity, type=fact.type, values=fact.values
    )
