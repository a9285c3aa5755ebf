"""The living plan: chapters, promises, indicators, projects, contradictions, the text itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.county.plans import living
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.portal import plan_page

FEW = 3


def samples(scene: Scene) -> Samples:
    """Return the samples of the plan's page, made from the county's own plan."""
    pack, plan = scene.pack, scene.plan
    rows = living.statements(pack, plan, scene.today, {})
    chapters = [each for each in living.by_chapter(plan, rows) if each.sections][:FEW]
    open_ = living.by_chapter(plan, [row for row in rows if row.sign == "no_data"])
    page: dict[str, Any] = {"plan": plan, "lines": True, "text_at": "", "sign": ""}
    background = plan_page.background(plan)[:FEW]
    return {
        "plan_promises": [
            Sample(FILLED, page | {"chapters": chapters, "background": background}),
            Sample(_("只看一种"), page | {"chapters": open_[:FEW], "sign": "no_data"}),
            Sample(EMPTY, page | {"chapters": [], "background": []}),
        ],
        "plan_indicators": [
            Sample(FILLED, page | {"indicators": plan_page.indicators_by_domain(pack, plan)[:2]}),
            Sample(EMPTY, page | {"indicators": []}),
        ],
        "plan_projects": [
            Sample(FILLED, page | {"projects": plan_page.projects_by_box(plan, rows)[:2]}),
            Sample(EMPTY, page | {"projects": []}),
        ],
        "domain_measures": [
            Sample(FILLED, {"plan": plan, "rows": rows[:FEW], "caption": _("指标")}),
            Sample(EMPTY, {"plan": plan, "rows": [], "caption": _("指标")}),
        ],
        "plan_text": [
            Sample(FILLED, {"lines": [row.quote for row in plan.commitments[:12]]}),
            Sample(LONG, {"lines": [LONG_WORDS] * 8}),
        ],
        **_contradictions(scene, page),
    }


def _contradictions(scene: Scene, page: dict[str, Any]) -> Samples:
    conflicts = living.conflicts(scene.plan, {})
    open_ = next((each for each in conflicts if each.is_contradiction), None)
    remark = next((each for each in conflicts if not each.is_contradiction), None)
    decision = Of(
        get_choice_display="模拟决定",
        reading="按模拟的读法执行",
        first_line=1,
        first_quote="模拟原文一",
        second_line=2,
        second_quote="模拟原文二",
        reason="模拟理由",
        basis="",
        post="模拟岗位",
        decided_at=dt.datetime.combine(scene.today, dt.time(9), dt.UTC),
    )
    states = [(_("待决定"), open_), (_("说明"), remark)]
    shown = [Sample(state, page | {"conflict": each}) for state, each in states if each]
    if open_:
        decided = Of(row=open_.row, resolution=decision, is_contradiction=True)
        shown.append(Sample(_("已作决定"), page | {"conflict": decided}))
    long = Of(**vars(decision) | {"reading": LONG_WORDS, "basis": LONG_WORDS})
    return {
        "plan_conflict": shown,
        "plan_conflicts": [
            Sample(FILLED, page | {"conflicts": conflicts[:2]}),
            Sample(EMPTY, page | {"conflicts": []}),
        ],
        "plan_decision": [
            Sample(FILLED, {"decision": decision}),
            Sample(LONG, {"decision": long}),
        ],
    }
