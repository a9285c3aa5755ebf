"""What the pages of payments show: a preview, a batch, each with its difference to last month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.payments.comparison import CHANGED, GONE, NEW, Comparison, compare
from zhaohui.county.payments.plan import RunPlan
from zhaohui.county.payments.words import DIFFERENT, FLAGS, HELD_BACK, WHY
from zhaohui.county.registry.queries import names_of
from zhaohui.doors.office.areas import area_word
from zhaohui.packs import Pack

MOST_ROWS = 100
TOWN = 9


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A person's difference as it is read."""

    person: int
    name: str
    place: str
    before_fen: int | None
    after_fen: int | None
    why: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """The differences of one kind: how many in reach, by reason, and the first of them."""

    label: str
    count: int
    reasons: list[tuple[str, int]]
    rows: list[Shown]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def groups(actor: Actor, pack: Pack, found: Comparison) -> list[Group]:
    """Return the differences in the actor's reach by kind: new, gone, changed."""
    words = {NEW: _("新增"), GONE: _("不再发"), CHANGED: _("金额变化")}
    reached = [row for row in found.rows if actor.may_for("payment.read", row.person, row.area)]
    shown = {kind: [row for row in reached if row.kind == kind] for kind in words}
    names = names_of(row.person for rows in shown.values() for row in rows[:MOST_ROWS])
    return [
        Group(
            label=words[kind],
            count=len(rows),
            reasons=[
                (said(DIFFERENT, why), n) for why, n in Counter(r.why for r in rows).most_common()
            ],
            rows=[
                Shown(
                    person=row.person,
                    name=names.get(row.person, ""),
                    place=area_word(pack, row.area or ""),
                    before_fen=row.before_fen,
                    after_fen=row.after_fen,
                    why=said(DIFFERENT, row.why),
                )
                for row in rows[:MOST_ROWS]
            ],
        )
        for kind, rows in shown.items()
    ]


def people_in(found: Sequence[Group]) -> list[int]:
    """Return the registry ids of those shown."""
    return list(dict.fromkeys(row.person for group in found for row in group.rows))


def said(words: dict[str, Any], code: str) -> str:
    """Return a code in words."""
    return str(words.get(code, code))


def towns(
    actor: Actor, pack: Pack, rows: Iterable[tuple[str | None, int]]
) -> list[tuple[str, int, int]]:
    """Return (town's name, lines, fen) for (area, fen) of each line in the actor's reach, by town."""
    found: dict[str, list[int]] = {}
    for area, fen in rows:
        town = (area or "")[:TOWN]
        if actor.everywhere("payment.read") or (area and actor.may("payment.read", area)):
            found.setdefault(town, []).append(fen)
    return [(area_word(pack, town), len(each), sum(each)) for town, each in sorted(found.items())]


def preview(actor: Actor, pack: Pack, plan: RunPlan) -> dict[str, Any]:
    """Return what the page of a run shows before anything is drawn."""
    found = compare(plan.rule, plan.month, periods=plan.periods, planned=plan.lines, held=plan.held)
    flags = Counter(flag for line in plan.lines for flag in line.why.split(",") if flag in FLAGS)
    kinds = Counter(line.kind for line in plan.lines)
    back = sum(line.month < plan.month and line.kind == "month" for line in plan.lines)
    return {
        "plan": plan,
        "comparison": found,
        "groups": groups(actor, pack, found),
        "held": [
            (said(HELD_BACK, why), n) for why, n in Counter(h.why for h in plan.held).most_common()
        ],
        "flags": [(said(WHY, flag), n) for flag, n in flags.most_common()],
        "kinds": dict(kinds),
        "back": back,
        "towns": towns(actor, pack, ((line.area, line.net_fen) for line in plan.lines)),
    }


def month_text(month: dt.date) -> str:
    """Return a month as 2026-01."""
    return f"{month:%Y-%m}"
