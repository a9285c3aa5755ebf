"""The check's last page: what the household may have, what is missing for the rest, what is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.needs import next_question, progress, rows_of
from zhaohui.county.forms.sitting import Sitting
from zhaohui.doors.told import sections
from zhaohui.engines.rules.needs import PARAMETER
from zhaohui.packs import Pack
from zhaohui.packs.schema.registers import Contact

FEW = 2  # things missing: more than this, and the answer is far from certain


@dataclass(frozen=True)
class Missing:
    """One thing that an answer waits for: a fact of someone, or a figure a department must fill."""

    words: str
    who: str
    help: str
    department: str
    contact: Contact | None
    is_figure: bool


def result(sitting: Sitting, answers: Answers, *, asked: str = "") -> dict[str, Any]:
    """Return the three groups of the result: of the rules that the form's `needs` step serves.

    `asked` is the row (rule and member) that says why, with all its reasons.
    """
    report = sitting.report(answers)
    page = next(page for page in sitting.pages if page.is_needs)
    rows = rows_of(page, report)
    yes = entitled([with_missing(sitting, answers, r) for r in rows if r["status"] == "yes"])
    still_open = open_groups(sitting, answers, [row for row in rows if row["status"] == "unknown"])
    refused = by_rule([row for row in rows if row["status"] == "no"])
    why_in = {
        group: explained(sitting, answers, rows, asked)
        for group, rows in (
            ("yes", yes),
            ("nearly", still_open["nearly"]),
            ("far", still_open["far"]),
            ("no", [row for row, _reasons in refused]),
        )
    }
    return {
        "why_in": why_in,
        "today": sitting.today,
        "entitled": yes,
        **still_open,
        "refused": refused,
        "layers": [{**layer, "rules": []} for layer in report["aid_layers"]],
        "is_in_layer": any(layer["status"] == "yes" for layer in report["aid_layers"]),
        "can_go_on": next_question(sitting, answers, page, report) is not None,
        **progress(page, report),
    }


def explained(sitting: Sitting, answers: Answers, rows: list[dict[str, Any]], asked: str) -> bool:
    """Give each row the name that it is asked by, and the one that is asked its reasons."""
    found = False
    for row in rows:
        member = row["member"]
        row["asks"] = f"{row['id']}.{'' if member is None else member}"
        if row["asks"] == asked:
            told = sitting.told(answers, [(row["id"], member)])
            row["why"] = sections(told[row["id"], member])
            row["why_of"] = "" if member is None else sitting.label(answers, member)
            row["why_verdict"] = told[row["id"], member][0]["text"]
            found = True
    return found


def with_missing(sitting: Sitting, answers: Answers, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the report with what it waits for and what it excludes, in words."""
    pack = sitting.pack
    missing = [
        figure_missing(sitting, block["fact"].removeprefix(PARAMETER))
        if block["fact"].startswith(PARAMETER)
        else fact_missing(sitting, answers, block)
        for block in row["blocks"]
    ]
    excludes = [pack.rule(rule_id).name for rule_id in pack.rule(row["id"]).excludes]
    return {**row, "missing": missing, "excludes": excludes}


def entitled(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return money first, most first, each person's own; then the rest, once for all who have it alike."""
    alike: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        missing = tuple(each.words for each in row["missing"])
        own = None if row["amount_fen"] is None else row["subject"]
        met = tuple((each["rule"], each["kind"]) for each in row["meets"])
        key = (row["id"], own, tuple(row["sentences"]), missing, met)
        alike.setdefault(key, []).append(row)
    merged = [
        {**group[0], "subject": "、".join(row["subject"] for row in group)}
        for group in alike.values()
    ]
    return sorted(merged, key=lambda row: (bool(row["in_kind"]), -(row["amount_fen"] or 0)))


def open_groups(
    sitting: Sitting, answers: Answers, rows: list[dict[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """Return open rules, each once with all that its subjects lack: `nearly` few, `far` many things."""
    rules: dict[str, dict[str, Any]] = {}
    for row in (with_missing(sitting, answers, row) for row in rows):
        rule = rules.setdefault(row["id"], {**row, "missing": [], "fewest": []})
        rule["missing"] += row["missing"]
        rule["fewest"].append(len(row["missing"]))
    for rule in rules.values():
        rule["missing"] = together(rule["missing"])
    ordered = sorted(rules.values(), key=lambda rule: min(rule["fewest"]))
    return {
        "nearly": [rule for rule in ordered if min(rule["fewest"]) <= FEW],
        "far": [rule for rule in ordered if min(rule["fewest"]) > FEW],
    }


def together(missing: list[Missing]) -> list[Missing]:
    """Return each missing thing once, with all the people whom it is missing of."""
    who: dict[str, list[str]] = {}
    for each in missing:
        people = who.setdefault(each.words, [])
        if each.who and each.who not in people:
            people.append(each.who)
    first = {each.words: each for each in reversed(missing)}
    return [replace(first[words], who="、".join(people)) for words, people in who.items()]


def fact_missing(sitting: Sitting, answers: Answers, block: dict[str, Any]) -> Missing:
    """Return a missing fact with the department that keeps it."""
    fact, member = sitting.pack.fact(block["fact"]), block["member"]
    return Missing(
        words=fact.question,
        who="" if member is None else sitting.label(answers, member),
        help=fact.help,
        department=fact.source,
        contact=contact_of(sitting.pack, fact.source),
        is_figure=False,
    )


def figure_missing(sitting: Sitting, name: str) -> Missing:
    """Return a figure that the pack declares as a gap, with the department that fills it."""
    parameter = sitting.pack.parameter(name)
    gap = next((version.gap for version in parameter.versions if version.gap), "")
    return Missing(
        words=name,
        who="",
        help=gap,
        department=parameter.owner,
        contact=contact_of(sitting.pack, parameter.owner),
        is_figure=True,
    )


def contact_of(pack: Pack, department: str) -> Contact | None:
    """Return the office that answers for a department, if the pack names one."""
    return next((c for c in pack.manifest.contact if c.department == department), None)


def by_rule(rows: list[dict[str, Any]]) -> list[tuple[dict[str, Any], list[tuple[str, str]]]]:
    """Return (rule's first row, [(reason, people it is the reason for)]) in the rules' order."""
    rules: dict[str, dict[str, list[str]]] = {}
    first = {row["id"]: row for row in reversed(rows)}
    for row in rows:
        reason = row["sentences"][0] if row["sentences"] else ""
        rules.setdefault(row["id"], {}).setdefault(reason, []).append(row["subject"])
    return [
        (first[rule], [(reason, "、".join(people)) for reason, people in reasons.items()])
        for rule, reasons in rules.items()
    ]
