"""The names that an expression may use: facts, parameters and built-ins, checked once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zhaohui.engines.rules.errors import RuleError
from zhaohui.engines.rules.spec import ENTITIES, FACT_TYPES, Fact, Parameter

BIRTH, AGE, TODAY, HEAD_RELATION, HEAD = "出生日期", "年龄", "今天", "与户主关系", "户主"
FUNCTIONS = [
    "元", "date", "min", "max", "muldiv", "in_area", "years", "months", "known", "lookup", "band",
    "total", "count", "any_of", "all_of", "largest", "size",
]  # fmt: skip
KEY_COLUMNS = frozenset(
    ["person_id", "living_id", "registered_id", "household_id", "kind", "town", "village"]
)
RESERVED = frozenset([AGE, TODAY, *FUNCTIONS])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Facts and parameters by name."""

    facts: Mapping[str, Fact]
    parameters: Mapping[str, Parameter]

    @property
    def names(self) -> list[str]:
        return [*self.facts, *self.parameters, AGE, TODAY, *FUNCTIONS]


def fact_problems(facts: Iterable[Fact]) -> list[RuleError]:
    """What is wrong with a fact dictionary, one sentence each."""
    problems: list[RuleError] = []
    seen: set[str] = set()
    columns: set[tuple[bool, str]] = set()
    for fact in facts:
        column = (fact.entity == "person", fact.column)
        if wrong := name_fault(fact.name) or _fact_fault(fact):
            problems.append(RuleError(f"fact “{fact.name}”: {wrong}."))
        if fact.name in seen:
            problems.append(RuleError(f"fact “{fact.name}” is defined twice."))
        if column in columns:
            problems.append(
                RuleError(f"fact “{fact.name}”: its column {fact.column} is taken by another fact.")
            )
        seen.add(fact.name)
        columns.add(column)
    return problems


def name_fault(name: str) -> str:
    """Why a name cannot be written in an expression, or nothing."""
    if not name.isidentifier():
        return "its name must be letters, digits or Chinese characters and not begin with a digit"
    if unicodedata.normalize("NFKC", name) != name:
        return "its name holds full-width letters or compatibility characters"
    if name in RESERVED or name in ("and", "or", "not", "in", "if", "else", "is", "True", "False"):
        return "its name is a word of the rules language"
    return ""


def _fact_fault(fact: Fact) -> str:
    if fact.type not in FACT_TYPES:
        return f"its type {fact.type} is none of {', '.join(FACT_TYPES)}"
    if fact.entity not in ENTITIES:
        return f"its entity {fact.entity} is none of {', '.join(ENTITIES)}"
    if not (fact.column.isascii() and fact.column.isidentifier()):
        return f"its column “{fact.column}” must be ASCII letters, digits and _"
    if fact.column in KEY_COLUMNS:
        return f"its column “{fact.column}” is a key of the snapshot"
    if (fact.type == "enum") != bool(fact.values):
        return "an enum lists its values, and nothing else does"
    if len(set(fact.values)) != len(fact.values):
        return "a value is listed twice"
    if fact.name == BIRTH and (fact.type, fact.entity) != ("date", "person"):
        return "it must be a date of a person, since 年龄 is counted from it"
    return ""
