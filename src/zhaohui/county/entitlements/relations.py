"""How benefits meet 制度衔接: which exclude one another, which are held together, which follows which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow

Kind = Literal["excludes", "together", "higher", "open", "then"]
WORDS = {
    "open": _("还没有定的"),
    "excludes": _("不能同时享受"),
    "higher": _("只补高出的部分"),
    "together": _("可以一起享受"),
    "then": _("一项接着一项"),
}
ALLOWED = {"同领": "together", "是": "together", "择高": "higher", "否": "excludes"}


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Two rules and how they meet on a day; `open`: the department has not said yet (`parameter`)."""

    rule: RuleRow
    other: RuleRow
    kind: Kind
    parameter: str
    owner: str
    source: str
    verification: str
    note: str

    @property
    def word(self) -> str:
        """How the two meet, in words."""
        return str(WORDS[self.kind])


def meetings(pack: Pack, book: Rulebook, as_of: dt.date) -> list[Meeting]:
    """Return how the county's benefits meet on a day: exclusions of the rules, then the catalog's relations."""
    rules = {rule.id: rule for rule in pack.rules}
    found = [
        Meeting(
            rule=rule,
            other=rules[other],
            kind="excludes",
            parameter="",
            owner="",
            source=rule.citations[0].source if rule.citations else "",
            verification=rule.verification,
            note="",
        )
        for rule in pack.rules
        for other in rule.excludes
        if other in rules
    ]
    resolved = book.day(as_of).resolved
    for row in pack.relations:
        kind: Any = row.relation
        if row.parameter:
            value = resolved[row.parameter].value if row.parameter in resolved else None
            kind = ALLOWED.get(str(value), "open")
        found.append(
            Meeting(
                rule=rules[row.rule],
                other=rules[row.other],
                kind=kind,
                parameter=row.parameter,
                owner=pack.parameter(row.parameter).owner if row.parameter else "",
                source=row.source,
                verification=row.verification,
                note=row.note,
            )
        )
    return found


def meetings_within(
    pack: Pack, book: Rulebook, rules: Sequence[str], as_of: dt.date
) -> tuple[list[Meeting], list[tuple[RuleRow, RuleRow]]]:
    """Return how the rules of a list meet one another, and the pairs of money benefits of which nothing is said."""
    found = [m for m in meetings(pack, book, as_of) if {m.rule.id, m.other.id} <= set(rules)]
    said = {frozenset((meeting.rule.id, meeting.other.id)) for meeting in found}
    paid = [rule for rule in map(pack.rule, rules) if rule.amount]
    unsaid = [pair for pair in combinations(paid, 2) if frozenset(r.id for r in pair) not in said]
    return found, unsaid


def met_by(
    pack: Pack, book: Rulebook, as_of: dt.date, rows: Sequence[dict[str, Any]]
) -> list[list[dict[str, str]]]:
    """Return for each row of a check the benefits that it meets in the same answer, and how.

    Of one person: a household's benefit meets those of everybody in it. `then` is told of a yes
    whatever the other's answer is; else both must be a yes.
    """
    known = meetings(pack, book, as_of)
    yes = [row for row in rows if row["status"] == "yes"]
    return [list(_of_row(row, yes, known)) if row["status"] == "yes" else [] for row in rows]


def _of_row(
    row: dict[str, Any], yes: Sequence[dict[str, Any]], known: Iterable[Meeting]
) -> Iterable[dict[str, str]]:
    told = set()
    for meeting in known:
        pair = {meeting.rule.id: meeting.other, meeting.other.id: meeting.rule}
        if row["id"] not in pair:
            continue
        other = pair[row["id"]]
        is_next = meeting.kind == "then" and row["id"] == meeting.rule.id
        has_both = meeting.kind != "then" and any(
            each["id"] == other.id and _is_same(row, each) for each in yes
        )
        if (is_next or has_both) and (other.id, meeting.kind) not in told:
            told.add((other.id, meeting.kind))
            yield {
                "rule": other.id,
                "name": other.name,
                "kind": meeting.kind,
                "parameter": meeting.parameter,
                "owner": meeting.owner,
                "note": meeting.note,
            }


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return None in (one["member"], other["member"]) or one["member"] == other["member"]
