"""A register's own fields made ready: each as a fact, the quality rules compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhaohui.engines.rules import Fact, Parameter, RuleError
from zhaohui.engines.rules.condition import (
    Condition,
    Formula,
    compile_condition,
    compile_formula,
    household_view_of,
    vocabulary_with,
    word_fault,
)
from zhaohui.engines.rules.household import Household
from zhaohui.packs.schema.forms import OwnFact
from zhaohui.packs.schema.register_files import LONGEST_LINE, QualityRow, ReckonedRow, RegisterRow

# What the fields that no fact can be are read and judged as.
AS_FACT = {
    "area": "text",
    "person": "text",
    "organisation": "text",
    "place": "text",
    "phone": "text",
}


@dataclass(frozen=True)
class QualityRule:
    """A quality rule with its compiled expression."""

    row: QualityRow
    condition: Condition

    def is_broken(self, values: Mapping[str, Any], today: date) -> bool:
        """Say whether typed values break it. What is not known breaks nothing."""
        views = household_view_of(Household(members=[{}], living=dict(values)), today, {})
        return self.condition.holds(views, None) is False


@dataclass(frozen=True)
class Reckoned:
    """What is reckoned from a record, with its compiled expression."""

    row: ReckonedRow
    formula: Formula

    def value(self, values: Mapping[str, Any], today: date, parameters: Mapping[str, Any]) -> Any:
        """Return what it comes to by typed values and the parameters of the day; None: not known."""
        household = Household(members=[{}], living=dict(values))
        return self.formula.value(household_view_of(household, today, parameters))


@dataclass(frozen=True)
class RegisterSheet:
    """A register with its fields as facts, by name, its quality rules and what is reckoned."""

    register: RegisterRow
    facts: Mapping[str, OwnFact]
    rules: tuple[QualityRule, ...]
    reckoned: tuple[Reckoned, ...] = ()


def register_sheet(register: RegisterRow, parameters: Sequence[Parameter] = ()) -> RegisterSheet:
    """Return the register made ready with the pack's parameters; RuleError for the first fault."""
    made, faults = sheet_and_faults(register, parameters)
    if faults:
        raise faults[0]
    return made


def sheet_and_faults(
    register: RegisterRow, parameters: Sequence[Parameter] = ()
) -> tuple[RegisterSheet, list[RuleError]]:
    """Return what could be made of the register and every fault with its place."""
    faults: list[RuleError] = []
    facts = {fact.name: fact for fact in facts_of(register)}
    for field in register.fields:
        if wrong := word_fault(field.name):
            hint = "choose another name"
            faults.append(
                RuleError(f"the field {field.name}: {wrong}", hint=hint, place=field.place)
            )
    words = vocabulary_with((), (), [_as_engine(each) for each in facts.values()])
    rules = []
    for row in register.quality if not faults else ():
        try:
            condition = compile_condition(
                row.holds,
                words,
                subject="household",
                place=row.place,
                owner=f"quality rule {row.id}",
            )
        except RuleError as fault:
            faults.append(RuleError(fault.sentence, hint=fault.hint, place=row.place))
        else:
            rules.append(QualityRule(row, condition))
    reckoned = _reckoned(register, parameters, facts, faults)
    return RegisterSheet(register, facts, tuple(rules), reckoned), faults


def _reckoned(
    register: RegisterRow,
    parameters: Sequence[Parameter],
    facts: Mapping[str, OwnFact],
    faults: list[RuleError],
) -> tuple[Reckoned, ...]:
    words = vocabulary_with((), parameters, [_as_engine(each) for each in facts.values()])
    found = []
    for row in register.reckoned if not faults else ():
        try:
            formula = compile_formula(
                row.equals, words, place=row.place, owner=f"what is reckoned as {row.name}"
            )
        except RuleError as fault:
            faults.append(RuleError(fault.sentence, hint=fault.hint, place=row.place))
        else:
            found.append(Reckoned(row, formula))
    return tuple(found)


def facts_of(register: RegisterRow) -> list[OwnFact]:
    """Return a register's own fields, each as a fact of the record."""
    return [
        OwnFact(
            place=field.place,
            name=field.name,
            column=f"field{number}",
            entity="living",
            type=AS_FACT.get(field.type, field.type),  # type: ignore[arg-type] # the rest are facts' own types
            values=field.values,
            unit=field.unit,
            source=register.name,
            question=field.name,
            help=field.help,
            max_length=field.max_length or LONGEST_LINE,
        )
        for number, field in enumerate(register.fields, 1)
    ]


def _as_engine(fact: OwnFact) -> Fact:
    return Fact(
        name=fact.name, column=fact.column, entity=fact.entity, type=fact.type, values=fact.values
    )
