"""Third step: one fact a page, chosen by the rules engine, of the members whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhaohui.doors.portal.check.answers import Answers
from zhaohui.doors.portal.check.fields import UNKNOWN, Field, field_for, read_field
from zhaohui.doors.portal.check.sitting import Problem, Sitting, progress


def next_question(report: dict[str, Any], answers: Answers) -> tuple[str, list[int | None]] | None:
    """Return the fact to ask next and of whom; None when nothing is left to ask.

    What waits only together with something answered by 不知道 is not asked: the answer could not
    make anything certain. The result names it all the same.
    """
    done = {(name, member) for name, members in answers.asked for member in members}
    useful = set()
    for row in report["services"]:
        blocks = {(block["fact"], block["member"]) for block in row["blocks"]}
        if row["status"] == "unknown" and not blocks & done:
            useful |= blocks
    left = [q for q in report["questions_left"] if (q["fact"], q["member"]) in useful]
    if not left:
        return None
    fact = left[0]["fact"]
    members = [q["member"] for q in left if q["fact"] == fact]
    return fact, sorted(members, key=lambda member: -1 if member is None else member)


def fields_of(sitting: Sitting, answers: Answers, report: dict[str, Any]) -> list[Field]:
    """Return the fields of the next question, one a member; none when nothing is left."""
    question = next_question(report, answers)
    if question is None:
        return []
    name, members = question
    fact = sitting.pack.fact(name)
    return [
        field_for(
            sitting.pack,
            fact,
            member,
            label=fact.question if member is None else sitting.label(answers, member),
        )
        for member in members
    ]


def read(sitting: Sitting, answers: Answers, post: Mapping[str, str]) -> list[Problem]:
    """Take the answers of one page, or stop asking when 看结果 was pressed."""
    report = sitting.report(answers)
    if "stop" in post:
        answers.step = "result"
        return []
    filled = [read_field(each, post, sitting.today) for each in fields_of(sitting, answers, report)]
    problems = [
        Problem(each.first_input, f"{each.label}：{each.problem}")
        for each in filled
        if each.problem
    ]
    if problems or not filled:
        return problems
    for each in filled:
        if each.raw != UNKNOWN:
            answers.facts_of(sitting.pack, each.fact.name, each.member)[each.fact.name] = each.raw
    answers.asked.append((filled[0].fact.name, [each.member for each in filled]))
    return []


def page(sitting: Sitting, answers: Answers, post: Mapping[str, str] | None) -> dict[str, Any]:
    """Return the next question; `fields` is empty when there is none."""
    report = sitting.report(answers)
    fields = fields_of(sitting, answers, report)
    if post is not None:
        fields = [read_field(each, post, sitting.today) for each in fields]
    return {
        "fields": fields,
        "fact": fields[0].fact if fields else None,
        "is_single": len(fields) == 1 and fields[0].member is None,
        **progress(report),
    }
