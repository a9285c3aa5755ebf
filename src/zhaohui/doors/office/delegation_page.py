"""What the pages of delegations show, and which steps an officer can take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.delegations.capacity import Due, dues, unassessed
from zhaohui.county.delegations.models import Delegation, DelegationState
from zhaohui.county.delegations.queries import (
    APPROVE,
    PROPOSE,
    assessments_of,
    visible_to,
)
from zhaohui.county.registers.references import of_batch
from zhaohui.doors.delegation_row import DelegationRow, delegation_row, step_words
from zhaohui.doors.office.areas import area_word
from zhaohui.packs.applying import case_items
from zhaohui.packs.pack import Pack

S = DelegationState
RECORDS = "record.read"
MOST = 200


@dataclass(frozen=True)
class Offered:
    """A step that can be taken now: its name, words, the label of its words, whether it asks a day."""

    name: str
    title: str
    asks: str
    asks_day: bool = False
    note: str = ""


def list_context(actor: Actor, pack: Pack) -> dict[str, Any]:
    """Return the delegations in reach, sorted by what is to be done with them."""
    rows = list(visible_to(actor)[:MOST])
    found = dues(rows, pack, county_today())
    named: list[tuple[str, Sequence[DelegationRow]]] = [
        (title, [delegation_row(row, pack) for row in rows if row.state in states])
        for title, states in (
            (_("等审批"), (S.WAITING,)),
            (_("已批准"), (S.APPROVED,)),
            (_("退回、撤回的"), (S.RETURNED, S.WITHDRAWN)),
            (_("收回、到期的"), (S.RECALLED, S.ENDED)),
        )
    ]
    return {
        "groups": [(title, group) for title, group in named if group],
        "dues": [(due, area_word(pack, due.area)) for due in found],
        "may_assess": actor.may(PROPOSE),
        "may_propose": actor.may(PROPOSE),
    }


def one_context(actor: Actor, row: Delegation, pack: Pack) -> dict[str, Any]:
    """Return what the page of one delegation shows."""
    due: dict[str, Due] = {each.area: each for each in dues([row], pack, county_today())}
    lacking = unassessed(row)
    kept = assessments_of(row)
    is_open = row.state in (S.WAITING, S.APPROVED)
    return {
        "delegation": row,
        "row": delegation_row(row, pack),
        "areas": [
            {
                "code": each.area,
                "name": area_word(pack, each.area),
                "due": due.get(each.area),
                "is_lacking": each.area in lacking,
                "training": of_batch(actor, row.batch, each.area) if actor.may(RECORDS) else [],
                "kept": [found for found in kept if found.area == each.area],
            }
            for each in row.areas.all()
        ],
        "may_assess": is_open and actor.may(PROPOSE),
        "offered": offered(actor, row),
        "is_own": actor.user_id == row.proposed_by_id,
    }


def offered(actor: Actor, row: Delegation) -> list[Offered]:
    """Return the steps that the actor may take on the delegation now."""
    found = []
    is_own, is_waiting = row.proposed_by_id == actor.user_id, row.state == S.WAITING
    if is_waiting and actor.may(APPROVE) and not is_own:
        found.append(Offered("approve", _("批准赋权"), _("审批意见（至少 4 个字）")))
        found.append(Offered("return", _("退回"), _("要改什么")))
    if is_waiting and actor.may(PROPOSE) and is_own:
        found.append(Offered("withdraw", _("撤回"), ""))
    if row.state != S.APPROVED:
        return found
    if row.wanted_until and actor.may(APPROVE) and row.extension_by_id != actor.user_id:
        found.append(Offered("approve_extension", _("同意延长"), _("意见（可以不填）")))
        found.append(Offered("refuse_extension", _("不同意延长"), _("理由")))
    if actor.may(PROPOSE):
        title, why = _("申请延长"), _("为什么延长")
        found.append(Offered("extend", title, why, True, _("由另一位同事审批以后才延长。")))
        note = _("马上生效。没有办完的交回部门，已经办过的都算数；理由写进公开的清单。")
        found.append(Offered("recall", _("收回赋权"), _("为什么收回"), note=note))
    return found


def new_context(pack: Pack, post: QueryDict, department: str) -> dict[str, Any]:
    """Return the form with what was written."""
    chosen = {name: set(post.getlist(name)) for name in ("items", "areas", "steps")}
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for item in case_items(pack, county_today()).values():
        row = (item.id, item.name, item.id in chosen["items"])
        groups.setdefault(item.department, []).append(row)
    return {
        "groups": [(name, rows, any(row[2] for row in rows)) for name, rows in groups.items()],
        "towns": [
            (
                (town.code, town.name, town.code in chosen["areas"]),
                [
                    (each.code, each.short_name or each.name, each.code in chosen["areas"])
                    for each in pack.villages
                    if each.town_code == town.code
                ],
            )
            for town in pack.towns
        ],
        "steps": [(step, word, step in chosen["steps"]) for step, word in step_words().items()],
        "written": post,
        "department": post.get("department", department),
        "batch": post.get("batch", ""),
    }
