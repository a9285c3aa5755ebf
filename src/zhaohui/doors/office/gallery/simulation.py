"""Samples of a reform scenario's parts: costs, tables, bars, arrears, households."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    UNKNOWN,
    Of,
    Sample,
    Samples,
    Scene,
)

COST = {
    "decided_fen": 1_200_000,
    "upper_fen": 1_500_000,
    "unknown": 3,
    "unpriced": 1,
    "unbounded": 0,
}
KNOWN = {**COST, "upper_fen": 1_200_000, "unknown": 0, "unpriced": 0}
CHANGE = {"gained": 5, "gained_fen": 600_000, "lost": 1, "lost_fen": 20_000}


def samples(scene: Scene) -> Samples:
    """Return the samples of the simulator's pages."""
    return {
        "scenario_cost": [
            Sample(FILLED, {"side": KNOWN}),
            Sample(UNKNOWN, {"side": COST}),
            Sample(_("没有上限"), {"side": {**COST, "unbounded": 2}}),
        ],
        "scenario_bar": [Sample(FILLED, {"bar": Of(decided=60, may=20)})],
        "scenario_parts": _parts(scene),
        "scenario_arrears": _arrears(scene),
        "scenario_homes": _homes(),
    }


def _parts(scene: Scene) -> list[Sample]:
    line = {"before": KNOWN, "after": COST, "change": CHANGE}
    words = {"title": _("分镇（一次性的不算）"), "first": _("镇")}
    years = {"title": _("按年份（一次性的不算）"), "first": _("日期"), "dated": True}
    return [
        Sample(FILLED, {"rows": [("模拟镇", line)] * 2, "dated": False, **words}),
        Sample(_("按年份（一次性的不算）"), {"rows": [(scene.today, line)], **years}),
        Sample(LONG, {"rows": [(LONG_WORDS, line)], "dated": False, **words}),
        Sample(EMPTY, {"rows": [], "dated": False, **words}),
    ]


def _arrears(scene: Scene) -> list[Sample]:
    line = {"holders": 9, "reckoned": 8, "owed_fen": 80_000, "over_fen": 0}
    owed = [("模拟待遇", scene.today, line)] * 2
    return [
        Sample(FILLED, {"shown": Of(owed=owed, without_list=[])}),
        Sample(UNKNOWN, {"shown": Of(owed=[], without_list=["模拟待遇"])}),
    ]


def _homes() -> list[Sample]:
    def band(low: int, high: int | None) -> dict[str, Any]:
        return {"from_fen": low, "to_fen": high, "households": 3}

    sides = [band(0, 12_000), band(12_000, None)]
    bands = {"gaining": sides, "losing": sides, "unchanged": 20, "open": 4}
    side = {"households": 2, "people": 5, "fen": 70_000}
    gap = {
        "known": 30,
        "unknown": 4,
        "before": side,
        "after_same_line": side,
        "after_new_line": side,
    }
    losers = [("模拟待遇", "年龄", "60—79岁", CHANGE)]
    whole: dict[str, Any] = {"bands": bands, "losers": losers, "gap": gap}
    return [
        Sample(FILLED, whole),
        Sample(UNKNOWN, {**whole, "losers": [], "gap": None}),
    ]
