"""A register's form, history, map and counts by town. 模拟数据."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    WRONG,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.office.register_form import Input
from zhaohui.doors.register_map import register_map, town_lines


def samples(scene: Scene) -> Samples:
    """Return the samples of a register's pages."""
    towns = [town.code for town in scene.pack.towns[:3]]
    counts: dict[str, int | None] = {code: number * 7 for number, code in enumerate(towns, 1)}
    drawn = register_map(scene.pack, counts, [(105.96, 32.32)])
    done = Of(
        is_open=True,
        did=_("修改"),
        at=scene.today,
        by="模拟岗位",
        lines=[("模拟项", "", "模拟内容")],
    )
    text = Input(id="f1", label="模拟项", kind="text", value="模拟内容", hint="模拟提示")
    wrong = Input(id="f2", label="模拟项", kind="text", problem="模拟的问题")
    chosen = Input(id="f3", label="模拟项", kind="select", options=[("", "请选择"), ("甲", "甲")])
    long = Input(id="f4", label=LONG_WORDS, kind="long", value=LONG_WORDS, most=500)
    return {
        "register_input": [
            Sample(FILLED, {"input": text}),
            Sample(WRONG, {"input": wrong}),
            Sample(EMPTY, {"input": chosen}),
            Sample(LONG, {"input": long}),
        ],
        "record_revision": [
            Sample(FILLED, {"each": done}, "list"),
            Sample(
                EMPTY,
                {"each": Of(is_open=False, did=_("核实"), at=scene.today, by="模拟岗位", lines=[])},
                "list",
            ),
        ],
        "register_map": [
            Sample(FILLED, {"map": drawn, "map_credit": scene.pack.attribution.outline})
        ]
        if drawn
        else [],
        "record_naming": [
            Sample(
                FILLED,
                {
                    "naming": [
                        Of(
                            register=scene.pack.registers[0],
                            count=2,
                            sums=[("模拟数（时）", "12")],
                            newest=[Of(pk=1, title=LONG_WORDS), Of(pk=2, title="")],
                        )
                    ]
                },
            ),
            Sample(EMPTY, {"naming": []}),
        ],
        "register_towns": [
            Sample(FILLED, {"lines": town_lines(scene.pack, counts | {towns[0]: None})}),
            Sample(EMPTY, {"lines": []}),
        ],
    }
