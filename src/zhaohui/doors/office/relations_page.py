"""Benefits that meet, in groups by how they meet, with the ledger's rows in conflict."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.entitlements.ledger_queries import counts_by_rule
from zhaohui.county.entitlements.relations import WORDS, Meeting, meetings
from zhaohui.engines.ledger import State
from zhaohui.packs import Pack

if TYPE_CHECKING:
    from zhaohui.engines.rules import Rulebook

GROUPS = (
    ("open", _("能不能一起享受没有读到规定：由主管部门在参数里填写，填好以后全部结果跟着变。")),
    ("excludes", _("两项都符合的要选一项；两项都在发或都没发的，台账里是“冲突”。")),
    ("higher", _("两项合着算：另一项照发，这一项只补高出的部分。")),
    ("together", _("各按各的条件判断，都符合就都发。")),
    ("then", _("前一项定了或用完了，再看后一项。")),
)  # fmt: skip


def relation_groups(
    pack: Pack, book: Rulebook, actor: Actor, today: dt.date
) -> list[dict[str, Any]]:
    """Return the groups that have anything in them; counts of conflicts where the actor may see counts."""
    found = meetings(pack, book, today)
    counts = counts_by_rule(actor) if actor.may("finding.list") else {}
    groups = []
    for kind, meaning in GROUPS:
        rows = [_row(pack, each, counts) for each in found if each.kind == kind]
        if rows:
            groups.append({"kind": kind, "name": WORDS[kind], "meaning": meaning, "rows": rows})
    return groups


def _row(pack: Pack, meeting: Meeting, counts: Any) -> dict[str, Any]:
    standing = counts.get(meeting.rule.id)
    in_conflict = standing.rows.get(State.CONFLICTING, 0) if standing else 0
    return {
        "meeting": meeting,
        "source": pack.source(meeting.source) if meeting.source else None,
        "conflicts": in_conflict if meeting.kind == "excludes" else 0,
    }
