"""Second step: who belongs to the household; what is left empty is asked later if it matters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhaohui.doors.portal.check.answers import Answers
from zhaohui.doors.portal.check.fields import UNKNOWN, Field, field_for, read_field
from zhaohui.doors.portal.check.sitting import FIRST_FACTS, Problem, Sitting


def fields_of(sitting: Sitting, answers: Answers, index: int) -> list[Field]:
    """Return the fields of one member, filled with what is known."""
    known = {fact.name: fact for fact in sitting.pack.facts}
    return [
        field_for(
            sitting.pack,
            known[name],
            index,
            label=known[name].question,
            raw=answers.members[index].get(name, ""),
            is_compact=True,
        )
        for name in FIRST_FACTS
        if name in known
    ]


def read(sitting: Sitting, answers: Answers, post: Mapping[str, str]) -> list[Problem]:
    """Take what was written about each member."""
    problems = []
    for index, member in enumerate(answers.members):
        for empty in fields_of(sitting, answers, index):
            filled = read_field(empty, post, sitting.today)
            if filled.problem:
                who = sitting.label(answers, index)
                problems.append(Problem(filled.first_input, f"{who}：{filled.problem}"))
            elif filled.raw in ("", UNKNOWN):
                member.pop(filled.fact.name, None)
            else:
                member[filled.fact.name] = filled.raw
    if not problems:
        answers.step = "question"
    return problems


def page(sitting: Sitting, answers: Answers, post: Mapping[str, str] | None) -> dict[str, Any]:
    """Return the people with their fields, as written in `post` where the form comes back."""
    people = []
    for index in range(len(answers.members)):
        fields = fields_of(sitting, answers, index)
        if post is not None:
            fields = [read_field(each, post, sitting.today) for each in fields]
        people.append((index + 1, fields))
    return {"people": people}
