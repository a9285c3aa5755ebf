"""The page that the rules engine fills: one fact at a time, of the members whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zhaohui.county.forms.answers import Answers, Place
from zhaohui.county.forms.fields import Question
from zhaohui.county.forms.joint import asked_pairs
from zhaohui.county.forms.sitting import Sitting
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.forms import FieldRow
from zhaohui.packs.sheet import Entry, Page

ALIKE = 0.5  # share of the best question's worth from which another person is asked along


def rows_of(page: Page, report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the report's rows of the rules that this page serves."""
    wanted = page.step.needs
    return [row for row in report["services"] if wanted == "all" or row["id"] in (wanted or ())]


def asked_rows(
    sitting: Sitting, answers: Answers, page: Page, report: dict[str, Any]
) -> list[dict[str, Any]]:
    """Return the rows that can lead to a question; of a 一件事 those of whom its items are for."""
    rows = rows_of(page, report)
    if sitting.bundle is None:
        return rows
    pairs = asked_pairs(sitting, answers, sitting.bundle)
    return [row for row in rows if (row["id"], row["member"]) in pairs]


def next_question(
    sitting: Sitting, answers: Answers, page: Page, report: dict[str, Any] | None = None
) -> tuple[str, list[Place]] | None:
    """Return the fact to ask next and of whom; None when nothing is left to ask.

    It is the first of the report's questions, asked on one page of all for whom it is worth at least
    `ALIKE` of that. What could decide nothing without something answered by 不知道 is not asked; the
    result names it all the same.
    """
    report = report or sitting.report(answers)
    useful = {
        (block["fact"], block["member"])
        for row in asked_rows(sitting, answers, page, report)
        if row["status"] == "unknown"
        for block in row["blocks"]
    }
    left = [q for q in report["questions_left"] if (q["fact"], q["member"]) in useful]
    if not left:
        return None
    fact, least = left[0]["fact"], ALIKE * left[0]["settles"]
    members = [q["member"] for q in left if q["fact"] == fact and q["settles"] >= least]
    return fact, sorted(members, key=lambda member: -1 if member is None else member)


def questions_of(
    sitting: Sitting, answers: Answers, page: Page, report: dict[str, Any] | None = None
) -> list[Question]:
    """Return the next question of each member whom it concerns; none when nothing is left."""
    found = next_question(sitting, answers, page, report)
    if found is None:
        return []
    name, members = found
    entry = fact_entry(sitting.pack, name)
    return [Question(entry, member) for member in members]


def asked_questions(pack: Pack, asked: Iterable[tuple[str, list[Place]]]) -> list[Question]:
    """Return what was asked so far, in order."""
    return [
        Question(fact_entry(pack, name), member) for name, members in asked for member in members
    ]


def fact_entry(pack: Pack, name: str) -> Entry:
    """Return a fact as the engine asks it: in the dictionary's own words."""
    fact = pack.fact(name)
    row = FieldRow(place=fact.place, fact=name)
    return Entry(row=row, fact=fact, label=fact.question, help=fact.help, is_own=False)


def take_back(pack: Pack, answers: Answers) -> None:
    """Forget the question asked last."""
    name, members = answers.asked.pop()
    for member in members:
        answers.put(fact_entry(pack, name), member, "")


def progress(
    page: Page, report: dict[str, Any], rows: list[dict[str, Any]] | None = None
) -> dict[str, int]:
    """Return how many rules are settled for the whole household, of how many."""
    rows = rows_of(page, report) if rows is None else rows
    rules = {row["id"] for row in rows}
    open_rules = {row["id"] for row in rows if row["status"] == "unknown"}
    return {"settled": len(rules) - len(open_rules), "total": len(rules)}
