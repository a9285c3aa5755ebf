"""Which answers count, and how many of them a household's stated facts settle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from zhaohui.engines.rules import Finding, Household, Need, Rulebook, tree
from zhaohui.engines.rules.compile import CompiledRule
from zhaohui.engines.rules.needs import PARAMETER
from zhaohui.engines.rules.vocabulary import BIRTH, HEAD_RELATION

Key = tuple[str, int | None]


def means_tested(book: Rulebook) -> Rulebook:
    """The rules whose conditions look at more than age and places: means- and status-tested."""
    rules = {name: rule for name, rule in book.rules.items() if _is_tested(book, rule)}
    return replace(book, rules=rules, _derived={})


def _is_tested(book: Rulebook, compiled: CompiledRule) -> bool:
    names = {
        node.name
        for condition in compiled.conditions
        for node in tree.walk(condition.code.node)
        if isinstance(node, tree.FactRef)
    }
    return any(name != BIRTH and book.facts[name].type != "code" for name in names)


class Truth:
    """A household whose facts are hidden: it answers questions and counts what is settled.

    The denominator is every rule for every member (a household's rule once), less what all facts
    leave open for want of a parameter alone.
    """

    def __init__(self, book: Rulebook, household: Household, as_of: date) -> None:
        self.book, self.household, self.as_of = book, household, as_of
        self.full = {key_of(each): each for each in book.evaluate(household, as_of)}
        self._reads = {
            rule: frozenset({*book.facts_of(rule), HEAD_RELATION}) for rule in book.rules
        }
        self.counted = {key for key, each in self.full.items() if not _waits_for_gap(each)}

    def answer(self, need: Need) -> Any:
        """What the household says: a value, or None for 不知道."""
        if need.member is not None:
            return self.household.members[need.member].get(need.name)
        return self.household.living.get(need.name)

    def reads(self, rule: str) -> frozenset[str]:
        """The facts that a rule's answer can hang on; who heads the household decides whose it is."""
        return self._reads[rule]

    def blank(self) -> Household:
        """The household of which only the number of members is known."""
        return Household([{} for _ in self.household.members], {})

    def turned(self, stated: Household) -> int:
        """How many decided answers differ from what all facts say."""
        found = self.book.evaluate(stated, self.as_of)
        decided = [each for each in found if each.status != "unknown"]
        sure = [each for each in decided if self.full[key_of(each)].status != "unknown"]
        return sum(each.status != self.full[key_of(each)].status for each in sure)


def tell(stated: Household, need: Need, value: Any) -> None:
    """Add an answer to the stated facts."""
    facts = stated.living if need.member is None else stated.members[need.member]
    facts[need.name] = value  # type: ignore[index]


def key_of(finding: Finding) -> Key:
    """Whose answer a finding is: the rule and the member."""
    return finding.rule, finding.member


def _waits_for_gap(finding: Finding) -> bool:
    names = [need.name for need in finding.blocks]
    return finding.status == "unknown" and all(name.startswith(PARAMETER) for name in names)
