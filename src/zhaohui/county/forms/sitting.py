"""What every page of one filling-in needs: the form, its use, the day, and what is known already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.entitlements.check import check_household, tell_household
from zhaohui.county.forms.answers import Answers, Facts, Place
from zhaohui.county.registry.fact_values import Value, ValueFault, read_value
from zhaohui.engines.rules import Household, Need, Rulebook
from zhaohui.engines.rules.condition import Views, household_view_of
from zhaohui.engines.rules.vocabulary import BIRTH, HEAD_RELATION
from zhaohui.packs.bundles import Bundle
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.forms import Use
from zhaohui.packs.schema.registers import FactRow
from zhaohui.packs.sheet import Page, Sheet


@dataclass(frozen=True)
class Known:
    """A fact that the registry knows: shown with its department and day, not asked 免证明."""

    text: str
    department: str
    as_of: date
    is_shown: bool = True  # False: it counts, but it is another member's own


@dataclass(frozen=True)
class Sitting:
    """The form in one use, the rules and the date; `known` by member (None: household) and name.

    `people` are the registry ids of the form's members where the registry knows who lives together;
    `bundle` is the 一件事 whose items the form is for.
    """

    sheet: Sheet
    use: Use
    pack: Pack
    book: Rulebook
    today: date
    known: Mapping[tuple[Place, str], Known] = field(default_factory=dict)
    people: tuple[int, ...] = ()
    bundle: Bundle | None = None

    @property
    def pages(self) -> list[Page]:
        """The pages of this use, in their order."""
        return [page for page in self.sheet.pages if page.serves(self.use)]

    @property
    def rules(self) -> tuple[str, ...] | None:
        """The rules whose facts the pages of this use ask for; None: all of the book."""
        wanted = [page.step.needs for page in self.pages if page.step.needs]
        if "all" in wanted:
            return None
        return tuple(dict.fromkeys(rule for needs in wanted for rule in needs))

    @property
    def asks_count(self) -> bool:
        """Whether the form begins by asking how many people there are."""
        return self.sheet.form.members is not None and not self.people

    def begin(self) -> Answers:
        """Return empty answers with what the registry knows."""
        answers = Answers()
        if not self.asks_count:
            answers.set_count(len(self.people) or 1)
            answers.step = self.pages[0].key
        return self.with_known(answers)

    def with_known(self, answers: Answers) -> Answers:
        """Put what the registry knows today into the answers; make room for its people."""
        people = 1 + max((who for who, _ in self.known if who is not None), default=-1)
        if len(answers.members) < people:
            answers.set_count(people)
        entries = self.sheet.entries
        for (member, name), known in self.known.items():
            if name in entries:
                answers.put(entries[name], member, known.text)
            elif self.people:  # what only the rules read
                kept = answers.members[member] if member is not None else self._home(answers, name)
                kept[name] = known.text
        return answers

    def _home(self, answers: Answers, name: str) -> Facts:
        is_registered = self.pack.fact(name).entity == "registered"
        return answers.registered if is_registered else answers.living

    def views(self, answers: Answers) -> Views:
        """Return what the form's conditions see of the answers."""
        facts = {fact.name: fact for fact in self.pack.facts}
        facts |= {e.key: e.fact for e in self.sheet.entries.values() if e.is_own}
        people = zip(answers.members, answers.own_members, strict=True)
        household = Household(
            members=[typed({**person, **own}, facts) for person, own in people],
            living=typed({**answers.living, **answers.own}, facts),
            registered=typed(answers.registered, facts),
        )
        return household_view_of(household, self.today, self.book.day(self.today).values)

    def report(self, answers: Answers) -> dict[str, Any]:
        """Return the answer of `check_household` for what is known so far, by the rules that the form serves."""
        document = answers.document([self.label(answers, i) for i in range(len(answers.members))])
        unsure = [Need(name, member) for name, member in answers.asked_before]
        return check_household(
            self.pack, self.book, document, self.today, unsure=unsure, rules=self.rules
        )

    def told(
        self, answers: Answers, asked: Iterable[tuple[str, int | None]]
    ) -> dict[tuple[str, int | None], list[dict[str, str]]]:
        """Return why, in sentences, for rows of the report by rule and member."""
        document = answers.document([self.label(answers, i) for i in range(len(answers.members))])
        return tell_household(self.pack, self.book, document, self.today, asked)

    def label(self, answers: Answers, index: int) -> str:
        """Return what a member is called on the page: relation and year of birth, else a number."""
        return member_label(answers.members[index], index)


def typed(stated: Facts, facts: Mapping[str, FactRow]) -> dict[str, Value | None]:
    """Return the exact values; what cannot be read is unknown until it is mended."""
    values: dict[str, Value | None] = {}
    for name, text in stated.items():
        try:
            values[name] = read_value(facts[name], text)
        except ValueFault:
            values[name] = None
    return values


def member_label(facts: Facts, index: int) -> str:
    """Return a short name for a member."""
    relation, year = facts.get(HEAD_RELATION, ""), facts.get(BIRTH, "")[:4]
    if not relation and year:
        return _("第%(n)s人（%(year)s年生）") % {"n": index + 1, "year": year}
    if not relation:
        return _("第%(n)s人") % {"n": index + 1}
    if not year:
        return _("%(relation)s（第%(n)s人）") % {"relation": relation, "n": index + 1}
    return _("%(relation)s（%(year)s年生）") % {"relation": relation, "year": year}
