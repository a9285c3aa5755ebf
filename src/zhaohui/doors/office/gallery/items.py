"""Guides: elements, materials, levels, versions; proposals about items and the document they name."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_CODE,
    LONG_WORDS,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.portal.item_levels import aspects_of
from zhaohui.doors.portal.item_page import versions_of
from zhaohui.doors.portal.item_words import element_rows
from zhaohui.packs.schema.items import MaterialRow

INPUTS = ("title", "doc_no", "article", "published", "address", "read_in", "words")


def samples(scene: Scene) -> Samples:
    """Return the samples of guides; a pack without items has an invented material at least."""
    found: dict[str, list[Sample]] = {
        "item_proposal_row": _proposals(scene),
        "item_materials": _materials(),
        "proposal_document": _documents(),
        "item_elements": [Sample(EMPTY, {"rows": []})],
        "item_levels": [Sample(EMPTY, {"aspects": []})],
        "item_versions": [Sample(EMPTY, {"versions": []})],
    }
    for item in scene.pack.items[:1]:
        rows = element_rows(scene.pack, item)
        aspects = aspects_of(scene.pack, scene.book, item, scene.today)
        versions = versions_of(scene.pack, item.name, item.version)
        found["item_elements"] = [
            Sample(FILLED, {"rows": [row for row in rows if row.words]}, "terms"),
            Sample(_("缺口待补"), {"rows": [row for row in rows if not row.words]}, "terms"),
        ]
        found["item_levels"] = [Sample(FILLED, {"aspects": aspects})]
        changed = Of(**vars(versions[0]) | {"number": 2, "element": _("承诺时限"), "words": "15"})
        found["item_versions"] = [
            Sample(FILLED, {"versions": [changed, *versions]}),
            Sample(LONG, {"versions": [Of(**vars(changed) | {"why": LONG_WORDS + LONG_CODE})]}),
        ]
    return found


def _materials() -> list[Sample]:
    card = MaterialRow(id="card", place="", name="居民身份证", kind="identity", issuer="公安")
    many = MaterialRow(
        id="proof",
        place="",
        name=LONG_WORDS,
        kind="proof",
        copies="copy",
        count=2,
        condition="模拟情形",
        note=LONG_CODE,
    )
    return [
        Sample(FILLED, {"materials": [card], "may_follow": ()}),
        Sample(LONG, {"materials": [card, many], "may_follow": ("proof",)}),
    ]


def _documents() -> list[Sample]:
    nothing = dict.fromkeys(INPUTS, "")
    written = nothing | {"title": "模拟文件", "doc_no": "模拟〔2025〕1号", "read_in": "original"}
    problems = dict.fromkeys(INPUTS, LONG_WORDS)
    return [
        Sample(FILLED, {"form": Of(raw=written, problems=nothing)}),
        Sample(_("有内容需要改"), {"form": Of(raw=nothing, problems=problems)}),
    ]


def _proposals(scene: Scene) -> list[Sample]:
    officer = Of(officer=Of(department="模拟单位", name="模拟人员"))
    at = dt.datetime.combine(scene.today, dt.time(9), dt.UTC)
    proposal: dict[str, Any] = {
        "pk": 1,
        "state": "waiting",
        "get_state_display": _("待复核"),
        "start": scene.today,
        "title": "模拟文件",
        "doc_no": "模拟〔2025〕1号",
        "article": "第三条",
        "proposed_by": officer,
        "proposed_at": at,
        "decided_by": None,
        "decided_at": None,
        "answer": "",
    }
    row: dict[str, Any] = {"title": "模拟事项", "element": _("承诺时限"), "is_published": False}
    row |= {"before": "", "after": "15"}
    done = {"state": "approved", "decided_by": officer, "decided_at": at}
    back = done | {"state": "returned", "get_state_display": _("已退回"), "answer": LONG_WORDS}
    states: list[tuple[Any, dict[str, Any], bool]] = [
        (_("待审批"), {}, False),
        (_("已批准，到日公布"), done, False),
        (_("已公布"), done, True),
        (LONG, back | {"title": LONG_CODE}, False),
    ]
    return [
        Sample(
            state,
            {"row": Of(**row | {"proposal": Of(**proposal | other), "is_published": published})},
            "list",
        )
        for state, other, published in states
    ]
