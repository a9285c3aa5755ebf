"""A single expression outside a rule: a yes/no one, or a number that is reckoned from a few others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.check import check
from zhaohui.engines.rules.errors import RuleError
from zhaohui.engines.rules.household import Household, View, household_views, member_views
from zhaohui.engines.rules.interpret import Code, compile_node
from zhaohui.engines.rules.scope import named
from zhaohui.engines.rules.spec import Fact, Parameter
from zhaohui.engines.rules.vocabulary import AGE, BIRTH, Vocabulary, name_fault


@dataclass(frozen=True, slots=True)
class Condition:
    """A compiled condition; `names` are the facts that it reads, `subject` whose view it takes."""

    text: str
    subject: str
    names: frozenset[str]
    code: Code

    def holds(self, views: Views, member: int | None) -> bool | None:
        """Say whether it holds for a member (or, without one, the household); None is unknown."""
        value: bool | None = self.code.run(views.of(member))
        return value


@dataclass(frozen=True, slots=True)
class Formula:
    """A compiled expression of any type; `facts` and `parameters` are the names that it reads."""

    text: str
    type: tree.Type
    facts: frozenset[str]
    parameters: frozenset[str]
    code: Code

    def value(self, views: Views) -> Any:
        """Return its value for the household, None where something that it needs is unknown."""
        return self.code.run(views.whole)


@dataclass(frozen=True, slots=True)
class Views:
    """What conditions see of one household on one day."""

    members: tuple[View, ...]
    whole: View

    def of(self, member: int | None) -> View:
        """Return the view of a member, or of the living household."""
        return self.whole if member is None else self.members[member]


def household_view_of(household: Household, today: date, values: Mapping[str, Any]) -> Views:
    """Return the views of a household whose members live together; `values` are the parameters."""
    members = member_views(household, today, values)
    whole = household_views(members, "living", [0] * len(members))[0]
    return Views(tuple(members), whole)


def vocabulary_with(
    facts: Iterable[Fact], parameters: Iterable[Parameter], own: Iterable[Fact]
) -> Vocabulary:
    """Return the words that a form's conditions may use: the dictionary's and the form's own."""
    return Vocabulary(
        {fact.name: fact for fact in (*facts, *own)}, {each.name: each for each in parameters}
    )


def word_fault(name: str) -> str:
    """Why a name cannot be written in a condition, or nothing.

    >>> word_fault("年龄")
    'its name is a word of the rules language'
    """
    return name_fault(name)


def compile_condition(
    text: str, vocabulary: Vocabulary, *, subject: str, place: str, owner: str
) -> Condition:
    """Compile a yes/no expression; RuleError says what to mend, at `place` ("file:line")."""
    node = check(text, vocabulary, subject=subject, group="living", place=place, owner=owner)
    if node.type != tree.BOOL:
        sentence = f"{owner}: “{node.text}” is {named(node.type)} where yes/no is needed."
        raise RuleError(sentence, place=place)
    return Condition(node.text, subject, frozenset(_names(node)), compile_node(node))


def compile_formula(text: str, vocabulary: Vocabulary, *, place: str, owner: str) -> Formula:
    """Compile an expression over a household; RuleError says what to mend, at `place` ("file:line")."""
    node = check(text, vocabulary, subject="household", group="living", place=place, owner=owner)
    named_parameters = (
        each.name for each in tree.walk(node) if isinstance(each, tree.ParameterRef)
    )
    return Formula(
        node.text,
        node.type,
        frozenset(_names(node)),
        frozenset(named_parameters),
        compile_node(node),
    )


def _names(node: tree.Node) -> Iterable[str]:
    for each in tree.walk(node):
        if isinstance(each, tree.FactRef):
            yield each.name
        elif isinstance(each, tree.Age):
            yield BIRTH


__all__ = [
    "AGE",
    "BIRTH",
    "Condition",
    "Formula",
    "Views",
    "compile_condition",
    "compile_formula",
    "household_view_of",
    "vocabulary_with",
    "word_fault",
]
