"""Delegations: what was delegated, a step, capacity, when it is due, 就近办; workload. 模拟数据."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.colleagues import Colleague
from zhaohui.county.cases.models import Level
from zhaohui.county.cases.workload import Load
from zhaohui.county.delegations.nearby import Line
from zhaohui.doors.office.delegation_page import Offered
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    MANY,
    UNKNOWN,
    WRONG,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.office.nearby_page import Shown, level_word
from zhaohui.doors.office.work_list_page import colour_words


def samples(scene: Scene) -> Samples:
    """Return the samples of delegations."""
    return {
        "delegation_facts": _facts(scene),
        "delegation_step": _steps(),
        "capacity_due": _dues(scene),
        "capacity_scores": [
            Sample(
                FILLED, {"kept": [_kept(scene, "接得住", 12), _kept(scene, "接不住", 3, False)]}
            ),
            Sample(_("还定不了档"), {"kept": [_kept(scene, "", 5, high=9)]}),
            Sample(EMPTY, {"kept": []}),
        ],
        "nearby_table": _figures(),
        "workload_table": _loads(),
    }


def _facts(scene: Scene) -> list[Sample]:
    day = scene.today

    def each(words: str, items: list[str], **over: object) -> dict[str, object]:
        row = Of(
            start=day,
            until=day + dt.timedelta(days=365),
            conditions=words,
            department="模拟单位",
            recalled_on=over.get("recalled_on"),
            recall_words="接不住，先收回",
        )
        places, steps = ["模拟镇", "模拟镇 模拟村"], [said("受理"), said("决定")]
        is_over = bool(over)
        state = said("已收回") if over.get("recalled_on") else said("已到期")
        return {
            "each": Of(
                row=row, items=items, places=places, steps=steps, is_over=is_over, state=state
            )
        }

    return [
        Sample(FILLED, each("有专人办，按时报送", scene.rules(2))),
        Sample(_("已收回"), each("有专人办", scene.rules(1), recalled_on=day)),
        Sample(_("已到期"), each("有专人办", scene.rules(1), ended=True)),
        Sample(LONG, each(LONG_WORDS, scene.rules(30))),
    ]


def _steps() -> list[Sample]:
    row = Of(pk=1, version=1)
    longer = Offered(
        "extend", said("申请延长"), said("为什么延长"), True, said("由另一位同事审批以后才延长。")
    )
    return [
        Sample(
            FILLED, {"delegation": row, "each": Offered("return", said("退回"), said("要改什么"))}
        ),
        Sample(_("要写日期"), {"delegation": row, "each": longer}),
        Sample(_("不用写"), {"delegation": row, "each": Offered("withdraw", said("撤回"), "")}),
    ]


def _dues(scene: Scene) -> list[Sample]:
    day = scene.today
    made = (
        (FILLED, "green", said("还有 %(days)s 天") % {"days": 90}, day),
        (_("快到期"), "amber", said("快到期：还有 %(days)s 天") % {"days": 9}, day),
        (WRONG, "red", said("超期 %(days)s 天") % {"days": 9}, day),
        (UNKNOWN, "none", said("没有设定再评估的期限"), None),
    )
    return [
        Sample(state, {"due": Of(colour=colour, words=words, day=due)})
        for state, colour, words, due in made
    ]


def _kept(scene: Scene, band: str, low: int, is_before: bool = True, high: int = 0) -> Of:
    score = {"name": "承接能力", "low": low, "high": high or low, "most": 13, "band": band}
    officer = Of(officer=Of(department="模拟单位"))
    return Of(is_before=is_before, day=scene.today, scores=[score], assessor=officer)


def _figures() -> list[Sample]:
    frame = {
        "caption": said("各镇就近办"),
        "head": said("镇（街道）"),
        "id": "",
        "is_synthetic": True,
        "levels": [level_word(code) for code in (*Level.values, "")],
        "decided_levels": [level_word(code) for code in (*Level.values[1:], "")],
    }
    full = Line("1", {"online": 6, "town": 3, "": 1}, {"town": 4, "district": 1}, 6.5)
    rows = [
        Shown("模拟镇", full, [6, 0, 3, 0, 1], [0, 4, 1, 0]),
        Shown("模拟乡", Line("2", {"": 2}), [0, 0, 0, 0, 2], [0, 0, 0, 0]),
    ]
    return [
        Sample(MANY, {**frame, "rows": rows}),
        Sample(EMPTY, {**frame, "rows": [], "is_synthetic": False}),
    ]


def _loads() -> list[Sample]:
    there = Colleague(user_id=1, name="模拟甲", department="模拟单位", is_away=False)
    away = Colleague(user_id=2, name="模拟乙", department="模拟单位", is_away=True)
    loads = [
        Load(there, {"red": 2, "green": 9}),
        Load(away, {"still": 1}),
        Load(None, {"amber": 3}),
    ]
    return [
        Sample(FILLED, {"colours": colour_words(), "loads": loads}),
        Sample(EMPTY, {"colours": colour_words(), "loads": [Load(None)]}),
    ]
