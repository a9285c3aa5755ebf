"""The answers of a household that are still open, and what one more fact would do to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from zhaohui.engines.rules.calendar import years_between
from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.household import Household, View, member_views
from zhaohui.engines.rules.interpret import Code
from zhaohui.engines.rules.needs import PARAMETER, needs
from zhaohui.engines.rules.reach import reach
from zhaohui.engines.rules.results import Need
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.spec import Value
from zhaohui.engines.rules.vocabulary import BIRTH


@dataclass(slots=True)
class Waiting:
    """One open answer: its unknown conditions (or the amount of a yes) and the facts that may help."""

    view: View
    parts: tuple[Code, ...]
    facts: tuple[Need, ...]
    is_amount: bool

    def is_settled(self) -> bool:
        """Whether it is decided with the facts as they stand now."""
        unknown = False
        for part in self.parts:
            value = part.run(self.view)
            if value is False and not self.is_amount:
                return True
            unknown = unknown or value is None
        return not unknown


@dataclass(slots=True)
class Board:
    """A copy of the household to try facts on, and its open answers by the facts that may help."""

    household: Household
    as_of: date
    views: list[View]
    waiting: list[Waiting] = field(default_factory=list)
    by_fact: dict[Need, list[Waiting]] = field(default_factory=dict)

    def age(self, need: Need) -> int | None:
        """The age of the person whom a fact concerns; None for a household's or when unknown."""
        return None if need.member is None else self.views[need.member].age

    def settles(self, need: Need, value: Value) -> int:
        """How many open answers would be decided if the fact had this value."""
        kept = [(holder, holder.get(need.name)) for holder in self._holders(need)]
        self._put(need, [(holder, value) for holder, _ in kept])
        settled = sum(each.is_settled() for each in self.by_fact[need] if not each.is_amount)
        self._put(need, kept)
        return settled

    def _holders(self, need: Need) -> list[dict[str, Any]]:
        if need.member is not None:
            return [self.household.members[need.member]]  # type: ignore[list-item]
        return [facts for facts in _homes(self.household) if facts is not None]

    def _put(self, need: Need, stated: list[tuple[dict[str, Any], Any]]) -> None:
        for holder, value in stated:
            holder[need.name] = value
        if need.name == BIRTH and need.member is not None:
            self._grow(self.views[need.member])

    def _grow(self, view: View) -> None:
        born = view.person.get(BIRTH)
        view.age = years_between(born, self.as_of) if isinstance(born, date) else None


def _homes(household: Household) -> Iterator[Any]:
    for stated, ids in (
        (household.living, household.living_ids),
        (household.registered, household.registered_ids),
    ):
        yield from [stated] if ids is None else stated.values()


def _copied(household: Household) -> Household:
    def home(stated: Any, ids: Any) -> Any:
        return dict(stated) if ids is None else {key: dict(each) for key, each in stated.items()}

    return replace(
        household,
        members=[dict(each) for each in household.members],
        living=home(household.living, household.living_ids),
        registered=home(household.registered, household.registered_ids),
    )


def open_answers(
    book: Rulebook,
    household: Household,
    as_of: date,
    lost: Collection[Need],
    rules: Collection[str] | None = None,
) -> Board:
    """What is open, less what can never be decided while `lost` facts and empty parameters lack."""
    own = _copied(household)
    board = Board(own, as_of, member_views(own, as_of, book.day(as_of).values))
    chosen = book.rules.values() if rules is None else map(book.rule, rules)
    for compiled in chosen:
        for _, view in book.subjects(compiled.rule, own, board.views):
            found = _waiting(compiled, view, lost)
            if found is None:
                continue
            board.waiting.append(found)
            for need in found.facts:
                board.by_fact.setdefault(need, []).append(found)
    return board


def _waiting(compiled: CompiledRule, view: View, lost: Collection[Need]) -> Waiting | None:
    answers = [(each.code, each.code.run(view)) for each in compiled.conditions]
    if any(value is False for _, value in answers):
        return None
    open_parts = [code for code, value in answers if value is None]
    amount = compiled.amount
    is_amount = not open_parts and amount is not None and amount.run(view) is None
    if is_amount and amount is not None:
        open_parts = [amount]
    if not open_parts:
        return None
    reached = [(code, reach(code, view, lost)) for code in open_parts]
    may_all = all(may.be_true for _, may in reached)
    facts = [
        need
        for code, may in reached
        if may_all or may.be_false
        for need in needs(code, view)
        if need in may.facts and not need.name.startswith(PARAMETER)
    ]
    once = tuple(dict.fromkeys(facts))
    return Waiting(view, tuple(open_parts), once, is_amount) if once else None
