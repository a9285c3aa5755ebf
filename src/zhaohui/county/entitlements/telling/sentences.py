"""The whole story as sentences in their order, each with its kind and, of a condition, its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhaohui.county.entitlements.telling.change_words import ChangeWords
from zhaohui.county.entitlements.telling.frames import framed
from zhaohui.county.entitlements.telling.values import article, month_amount, shown, table_band
from zhaohui.engines.rules import FactUse, ParameterUse, tree
from zhaohui.engines.rules.calendar import years_between
from zhaohui.engines.rules.needs import PARAMETER
from zhaohui.engines.rules.story import AmountStep, Story, Told, phrase, title, value_words
from zhaohui.engines.rules.vocabulary import BIRTH
from zhaohui.packs.pack import Pack

Label = Callable[[int | None], str]
KINDS = ("verdict", "condition", "amount", "change", "parameter", "fact", "basis")
LONG = 120  # characters: a longer formula is read in the trace
OWN = ""  # how a label calls the person herself: nothing is put before her facts


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence; `state` is yes, no or unknown for a verdict and a condition."""

    kind: str
    text: str
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Tells stories of one pack; `label` calls a member by her index, the person herself by nothing."""

    pack: Pack
    areas: Mapping[str, str]
    label: Label

    def sentences(self, story: Story) -> list[Said]:
        """Verdict, conditions, amount, what would change it, parameters, and what it rests on."""
        changes = ChangeWords(self.pack, self.areas, self.label).sentences(story)
        return [
            Said("verdict", self.verdict(story), story.finding.status),
            *(self.condition(story, each) for each in story.conditions),
            *(Said("amount", self.amount(story, step)) for step in story.amount),
            *(Said("change", text) for text in changes),
            *(Said("parameter", self.parameter(use)) for use in story.trace.parameters),
            *(Said("basis", text) for text in self.basis(story)),
        ]

    def verdict(self, story: Story) -> str:
        """Return the answer in one sentence."""
        finding, rule = story.finding, story.rule
        if finding.status != "yes":
            needs = self.needs(finding.needs)
            return framed(f"verdict.{finding.status}", rule=rule.name, needs=needs)
        if finding.amount_fen is not None:
            amount = month_amount(finding.amount_fen, rule.unit)
            return framed("verdict.yes.money", rule=rule.name, amount=amount)
        if finding.needs:
            needs = self.needs(finding.needs)
            return framed("verdict.yes.unpriced", rule=rule.name, needs=needs)
        return framed("verdict.yes.kind", rule=rule.name, kind=rule.in_kind)

    def needs(self, names: Iterable[str]) -> str:
        """Return what an answer waits for."""
        told = [
            framed("figure", name=title(name.removeprefix(PARAMETER)))
            if name.startswith(PARAMETER)
            else name
            for name in names
        ]
        return "、".join(dict.fromkeys(told))

    def condition(self, story: Story, told: Told) -> Said:
        """Return a condition's sentence with the facts behind it."""
        row = next(each for each in story.rule.conditions if each.code == told.code)
        facts = "；".join(self.fact(story, use) for use in told.facts if use.value is not None)
        state = {True: "yes", False: "no", None: "unknown"}[told.answer]
        message = "condition.open" if told.answer is None else "condition"
        message += ".facts" if facts else ""
        return Said(
            "condition", framed(message, sentence=told.sentence or row.yes, facts=facts), state
        )

    def fact(self, story: Story, use: FactUse) -> str:
        """Return a fact as a condition shows it, with the age where it is a birth."""
        kind = self.pack.fact(use.name).type
        who = self.label(use.member)
        message = "fact.other" if who != OWN else "fact"
        age: int | str = ""
        if use.name == BIRTH and not isinstance(use.value, bool | int | str | None):
            age = years_between(use.value, story.as_of)
            message += ".age"
        value = value_words(use.value, kind, self.areas)
        joined = value if value[:1].isdigit() else f"：{value}"
        return framed(message, who=who, fact=use.name, value=joined, age=age)

    def amount(self, story: Story, step: AmountStep) -> str:
        """Return one step of the amount."""
        kind = step.node.type.kind
        value = value_words(step.value, kind, self.areas)
        if isinstance(step.node, tree.Lookup | tree.Band):
            key = table_band(story, step)
            words = phrase(step.node.key, self.areas)
            table = title(step.node.table)
            return framed("amount.table", table=table, words=words, key=key, value=value)
        if isinstance(step.node, tree.ParameterRef):
            value = shown(self.pack, step.node.name, step.value)
            return framed("amount.figure", name=title(step.node.name), value=value)
        words = phrase(step.node, self.areas)
        message = "amount" if len(words) <= LONG else "amount.long"
        return framed(message, words=words, value=value)

    def parameter(self, use: ParameterUse) -> str:
        """Return a parameter with its dates, document and mark."""
        name = title(use.name)
        if use.value is None or use.start is None:
            return framed("parameter.gap", name=name, gap=use.gap or "—")
        said = framed(
            "parameter.until" if use.end else "parameter",
            name=name,
            figures=shown(self.pack, use.name, use.value),
            area=self.areas.get(use.area, use.area),
            start=value_words(use.start, "date"),
            end=value_words(use.end, "date"),
            mark=framed(f"mark.{use.verification}"),
        )
        if use.source:
            said += framed("parameter.from", document=article(self.pack, use.source, ""))
        return said + (framed("parameter.stale") if use.stale else "")

    def basis(self, story: Story) -> Iterator[str]:
        """Yield the documents that the rule applies, with the article."""
        for cited in story.rule.citations:
            mark = framed(f"mark.{self.pack.source(cited.source).verification}")
            document = article(self.pack, cited.source, cited.article)
            yield framed("basis", document=document, mark=mark)


def plain_text(said: Iterable[Said]) -> str:
    """Return a story as plain text, one sentence a line: a letter, a message, the command line."""
    return "\n".join(each.text for each in said)
