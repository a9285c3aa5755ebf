"""Officers' pages: who may do what and why, rows of the pack, proposals, services."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.county.accounts.why import Holder
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_CODE,
    LONG_WORDS,
    MANY,
    STALE,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.office.pack_rows import pack_rows


def samples(scene: Scene) -> Samples:
    """Return the samples of officers' pages."""
    return {
        "access_holders": _holders(scene),
        "access_why": _why(scene),
        "pack_row": _pack_rows(scene),
        "proposal_row": _proposals(scene),
        "service_row": _services(scene),
    }


def _holders(scene: Scene) -> list[Sample]:
    town, row = scene.pack.towns[0], scene.pack.policy[0]
    officer = Holder(
        name="模拟人员",
        department="模拟单位",
        post_name=scene.pack.posts[0].name,
        area=town.code,
        until=scene.today,
        row=row.place,
        why=row.why,
        user_id=1,
        delegation=3,
    )
    resident = Holder(**vars(officer) | {"name": "", "until": None, "area": "", "delegation": None})
    areas = {"areas": {town.code: town.name}}
    return [
        Sample(FILLED, areas | {"holders": [officer, resident]}),
        Sample(MANY, areas | {"holders": [officer] * 12}),
        Sample(EMPTY, areas | {"holders": []}),
    ]


def _why(scene: Scene) -> list[Sample]:
    town, row = scene.pack.towns[0], scene.pack.policy[0]
    grant = Of(low=town.code, high=f"{town.code}999", row=row.place)
    reached = Of(
        grant=grant,
        post_name=scene.pack.posts[0].name,
        range="area",
        area=town.code,
        why=row.why,
        reaches=True,
        delegation=None,
    )
    given = Of(**vars(reached) | {"range": "delegated", "delegation": 3})
    beyond = Of(**vars(reached) | {"range": "county", "reaches": False, "why": LONG_WORDS})
    shown: dict[str, Any] = {
        "areas": {town.code: town.name},
        "sentence": "模拟人员，看一个人的信息",
        "answer": Of(person=Of(area=town.code)),
    }

    def why(*, is_allowed: bool, grounds: list[Of], posts: list[str]) -> dict[str, Any]:
        label, sentence = "模拟人员", _("没有岗位有这一项。")
        return shown | {
            "why": Of(
                is_allowed=is_allowed,
                sentence="" if is_allowed else sentence,
                actor=Of(label=label),
                grounds=grounds,
                posts_with_it=posts,
            )
        }

    posts = [post.name for post in scene.pack.posts]
    nobody = why(is_allowed=False, grounds=[], posts=[]) | {"answer": Of(person=None)}
    return [
        Sample(_("能"), why(is_allowed=True, grounds=[reached, beyond], posts=posts)),
        Sample(_("因为赋权"), why(is_allowed=True, grounds=[given], posts=posts)),
        Sample(_("不能"), why(is_allowed=False, grounds=[beyond], posts=posts)),
        Sample(_("别的岗位能"), why(is_allowed=False, grounds=[], posts=posts)),
        Sample(EMPTY, nobody),
    ]


def _pack_rows(scene: Scene) -> list[Sample]:
    rows = pack_rows(scene.pack, scene.today)
    longest = max(rows, key=lambda row: len(row.text))
    states = {
        FILLED: lambda row: row.says and not row.is_expired,
        _("缺口待补"): lambda row: row.gap,
        STALE: lambda row: row.is_expired,
        LONG: lambda row: row is longest,
    }
    found = [(state, next(filter(fits, rows), None)) for state, fits in states.items()]
    return [
        Sample(state, {"row": row, "hide_source": False}, "list") for state, row in found if row
    ]


def _proposals(scene: Scene) -> list[Sample]:
    officer = Of(officer=Of(department="模拟单位", name="模拟人员"))
    at = dt.datetime.combine(scene.today, dt.time(9), dt.UTC)
    row: dict[str, Any] = {
        "pk": 1,
        "parameter": scene.pack.parameters[0].name,
        "state": "waiting",
        "get_state_display": _("待复核"),
        "start": scene.today,
        "end": None,
        "title": "模拟文件",
        "doc_no": "模拟〔2025〕1号",
        "proposed_by": officer,
        "proposed_at": at,
        "decided_by": None,
        "decided_at": None,
        "answer": "",
        "ended_why": "",
    }
    done = {
        "state": "approved",
        "get_state_display": _("已生效"),
        "decided_by": officer,
        "decided_at": at,
    }
    refused = {
        "state": "returned",
        "get_state_display": _("已退回"),
        "answer": LONG_WORDS,
        "title": LONG_CODE,
    }
    states: list[tuple[Any, dict[str, Any], str]] = [
        (_("待复核"), {}, ""),
        (_("已生效"), done, ""),
        (_("没有在用"), done | {"ended_why": "模拟原因"}, "模拟原因"),
        (LONG, done | refused, ""),
    ]
    return [
        Sample(state, {"proposal": Of(**row | other), "unused_why": unused}, "list")
        for state, other, unused in states
    ]


def _services(scene: Scene) -> list[Sample]:
    named = next(row for row in scene.pack.services if row.name)
    nameless = next((row for row in scene.pack.services if not row.name), None)
    shown = {"domain": scene.pack.domains[0], "benefits": []}
    found = [
        Sample(FILLED, shown | {"service": named}, "list"),
        Sample(_("可以自测"), shown | {"service": named, "benefits": scene.rules(2)}, "list"),
        Sample(LONG, shown | {"service": named, "benefits": scene.rules(20)}, "list"),
    ]
    if nameless:
        found.append(Sample(_("原文未列名"), shown | {"service": nameless}, "list"))
    return found
