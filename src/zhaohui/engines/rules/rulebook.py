"""A county's rules, compiled: evaluate a household, trace an answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from zhaohui.engines.rules import tree
from zhaohui.engines.rules.compile import CompiledRule, compile_rules
from zhaohui.engines.rules.day import Day
from zhaohui.engines.rules.derive import Derived, derive, next_change
from zhaohui.engines.rules.derived_nodes import NEXT
from zhaohui.engines.rules.errors import FactError, RuleError
from zhaohui.engines.rules.evaluate import evaluate
from zhaohui.engines.rules.explained import Explained, explain
from zhaohui.engines.rules.household import (
    Household,
    View,
    check_household,
    household_ids,
    household_views,
    member_views,
)
from zhaohui.engines.rules.parameters import Resolved, next_days, parameter_problems, resolve
from zhaohui.engines.rules.parse import near
from zhaohui.engines.rules.recorded import Steps, steps_of
from zhaohui.engines.rules.results import Finding, Trace
from zhaohui.engines.rules.spec import Fact, Parameter, Rule
from zhaohui.engines.rules.trace import trace_rule
from zhaohui.engines.rules.vocabulary import Vocabulary, fact_problems


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Facts, parameters and rules of one county, compiled once and never changed."""

    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]
    rules: Mapping[str, CompiledRule]
    areas: tuple[str, ...]
    _days: dict[date, Day] = field(default_factory=dict, repr=False)
    _derived: dict[str, Derived] = field(default_factory=dict, repr=False)
    _steps: list[Steps] = field(default_factory=list, repr=False)

    @classmethod
    def compile(
        cls,
        *,
        facts: Iterable[Fact],
        parameters: Iterable[Parameter],
        rules: Iterable[Rule],
        areas: Sequence[str],
    ) -> Rulebook:
        """Compile, or raise the first RuleError; `problems` gives all of them.

        `areas` is the chain of division prefixes, nearest first, ending with '00', the nation.
        """
        book, faults = _compile(list(facts), list(parameters), list(rules), tuple(areas))
        if faults:
            raise faults[0]
        return book

    @staticmethod
    def problems(
        *,
        facts: Iterable[Fact],
        parameters: Iterable[Parameter],
        rules: Iterable[Rule],
        areas: Sequence[str],
    ) -> list[RuleError]:
        """Everything that `compile` would refuse, in the order in which it is written."""
        return _compile(list(facts), list(parameters), list(rules), tuple(areas))[1]

    def day(self, as_of: date) -> Day:
        """The parameters on a date; kept, since a sweep or a form asks for the same day again."""
        if as_of not in self._days:
            resolved = {
                name: resolve(each, self.areas, as_of) for name, each in self.parameters.items()
            }
            values = {name: _value(each) for name, each in resolved.items()}
            for name, each in self.parameters.items():
                values[NEXT + name] = next_days(each, self.areas, as_of)
            stale = frozenset(name for name, each in resolved.items() if each.stale)
            self._days[as_of] = Day(as_of, resolved, values, stale)
        return self._days[as_of]

    def evaluate(
        self, household: Household, as_of: date, rules: Iterable[str] | None = None
    ) -> list[Finding]:
        """One finding per rule and member, or per household for rules whose subject that is.

        Raises FactError for a name or value that the dictionary does not allow.
        """
        check_household(household, self.facts)
        day = self.day(as_of)
        views = member_views(household, as_of, day.values)
        chosen = self.rules.values() if rules is None else [self.rule(each) for each in rules]
        return [
            evaluate(compiled, view, day.stale, key)
            for compiled in chosen
            for key, view in self.subjects(compiled.rule, household, views)
        ]

    def next_changes(
        self, household: Household, as_of: date, rules: Iterable[str] | None = None
    ) -> list[date]:
        """For each finding of `evaluate`, the next day on which it can differ with unchanged facts."""
        views = member_views(household, as_of, self.day(as_of).values)
        chosen = self.rules.values() if rules is None else [self.rule(each) for each in rules]
        return [
            next_change(self.derived(compiled.rule.id), view)
            for compiled in chosen
            for _, view in self.subjects(compiled.rule, household, views)
        ]

    def trace(
        self, household: Household, as_of: date, rule_id: str, member: int | None = None
    ) -> Trace:
        """Why the rule answers as it does for the member, or (None) for the household.

        For a household's rule and several households, the one of `member` is traced.
        """
        check_household(household, self.facts)
        compiled, day = self.rule(rule_id), self.day(as_of)
        key, view = self.subject(household, as_of, rule_id, member)
        finding = evaluate(compiled, view, day.stale, key)
        return trace_rule(compiled, view, finding, day.resolved)

    def subject(
        self, household: Household, as_of: date, rule_id: str, member: int | None = None
    ) -> tuple[int | None, View]:
        """The household id and the view of the subject that `trace` speaks of."""
        rule = self.rule(rule_id).rule
        views = member_views(household, as_of, self.day(as_of).values)
        index = member or 0
        if not 0 <= index < len(views):
            raise FactError(f"There is no member {index + 1}; the household has {len(views)}.")
        subjects = self.subjects(rule, household, views)
        if rule.subject == "household":
            own = household_ids(household, rule.group)[index]
            return next(pair for pair in subjects if pair[0] == own)
        return subjects[index]

    def explain(self, household: Household, as_of: date) -> list[Explained]:
        """The findings of `evaluate`, each with its trace: every step is worked out once.

        Raises FactError for a name or value that the dictionary does not allow.
        """
        check_household(household, self.facts)
        if not self._steps:
            self._steps.append(steps_of(self.rules.values()))
        return list(explain(self._steps[0], self.rules.values(), household, self.day(as_of)))

    def derived(self, rule_id: str) -> Derived:
        """The rule's derived trees; kept."""
        if rule_id not in self._derived:
            self._derived[rule_id] = derive(self.rule(rule_id))
        return self._derived[rule_id]

    def facts_of(self, rule_id: str) -> tuple[str, ...]:
        """Names of the facts that a rule reads, in the order of their use."""
        rule = self.rule(rule_id)
        codes = [*(each.code for each in rule.conditions), *([rule.amount] if rule.amount else [])]
        return tuple(dict.fromkeys(name for code in codes for name in tree.facts_in(code.node)))

    def alike(self) -> dict[str, str]:
        """Rules that answer as an earlier one does of whoever it is asked, with that one.

        They name the same conditions of the same subject, have no amount, and exclude no rule.
        """
        rivals = {other for each in self.rules.values() for other in each.rule.excludes}
        first: dict[object, str] = {}
        found = {}
        for rule_id, each in self.rules.items():
            rule = each.rule
            if each.amount is None and not rule.excludes and rule_id not in rivals:
                conditions = tuple(condition.code.node for condition in each.conditions)
                key = (rule.subject, rule.group, conditions)
                if first.setdefault(key, rule_id) != rule_id:
                    found[rule_id] = first[key]
        return found

    def alone(self, rule_id: str) -> Rulebook:
        """The same book with one rule and what it names: what is asked of it stays with it."""
        compiled = self.rule(rule_id)
        names = {*compiled.amount_parameters}.union(*(c.parameters for c in compiled.conditions))
        return replace(
            self,
            rules={rule_id: compiled},
            parameters={name: self.parameters[name] for name in self.parameters if name in names},
            _days={},
            _derived=self._derived,
            _steps=[],
        )

    def without(self, rule_ids: Collection[str]) -> Rulebook:
        """The same book without some rules."""
        rules = {name: each for name, each in self.rules.items() if name not in rule_ids}
        return replace(self, rules=rules, _steps=[])

    def rule(self, rule_id: str) -> CompiledRule:
        """The compiled rule, or a RuleError naming those that are near."""
        if rule_id not in self.rules:
            raise RuleError(f"There is no rule {rule_id}.", hint=near(rule_id, list(self.rules)))
        return self.rules[rule_id]

    @staticmethod
    def subjects(
        rule: Rule, household: Household, views: list[View]
    ) -> list[tuple[int | None, View]]:
        """Whom a rule decides: each member, or each household of its kind, with its household's id."""
        ids = household_ids(household, rule.group)
        if rule.subject == "household":
            return list(household_views(views, rule.group, ids).items())
        return list(zip(ids, views, strict=True))


def _value(resolved: Resolved) -> Any:
    """A value as the interpreter reads it: bands as two sorted lists."""
    value = resolved.value
    if isinstance(value, Mapping) and resolved.parameter.key == "band":
        bands = sorted(value.items())
        return [low for low, _ in bands], [cell for _, cell in bands]
    return value


def _compile(
    facts: list[Fact], parameters: list[Parameter], rules: list[Rule], areas: tuple[str, ...]
) -> tuple[Rulebook, list[RuleError]]:
    faults = fact_problems(facts)
    names = {fact.name for fact in facts}
    for each in parameters:
        found = parameter_problems(each, areas)
        if each.name in names:
            place = each.versions[0].place if each.versions else ""
            found.append(RuleError(f"“{each.name}” is the name of two things.", place=place))
        names.add(each.name)
        faults.extend(found)
    vocabulary = Vocabulary(
        {fact.name: fact for fact in facts}, {each.name: each for each in parameters}
    )
    compiled = compile_rules(rules, vocabulary, faults) if not faults else {}
    book = Rulebook(vocabulary.facts, vocabulary.parameters, compiled, areas)
    return book, faults
