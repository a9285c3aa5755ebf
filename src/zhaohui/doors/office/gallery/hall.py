"""The hall: what stands beside the form, the bar of numbers, the kiosk's bar. 模拟数据."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.clocks import Clock
from zhaohui.county.queueing.states import STEPS
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

PERSON = Of(pk=1, name="模拟甲")
HALL = Of(code="0", name="模拟镇")
SERVED = ("recall", "F6"), ("miss", "F7"), ("serve", "F10"), ("leave", "")


def samples(scene: Scene) -> Samples:
    """Return the samples of the hall and the kiosk."""
    return {
        "hall_side": _sides(scene),
        "queue_bar": _bars(),
        "kiosk_bar": _kiosks(scene),
    }


def _sides(scene: Scene) -> list[Sample]:
    fact = scene.pack.facts[0]
    origin = Of(department=fact.source, as_of=scene.today)
    line = Of(fact=fact, text="模拟值", origin=origin, is_stale=False, age_days=30)
    facts = Of(stale=1, groups=[Of(department=fact.source, known=[line])])
    family = [
        Of(pk=1, name="模拟甲", relation="户主", age=83),
        Of(pk=2, name="模拟乙", relation="子女", age=50),
    ]
    home = Of(kind=_("共同生活家庭"), members=family, out_of_reach=1)
    rule = next(rule for rule in scene.pack.rules if rule.amount)
    told = [condition.yes for condition in rule.conditions]
    yes = Of(
        finding=Of(rule=rule, amount_fen=10_000, sentences=told, needs=[], missing_figures=[]),
        state=_("漏保"),
        item=scene.pack.items[0].name,
    )
    lacking = Of(
        finding=Of(
            rule=rule, amount_fen=None, sentences=[], needs=["月收入"], missing_figures=["标准"]
        ),
        state="",
        item="",
    )
    case = Of(pk=1, item_name="模拟事项", get_state_display=_("审查中"))
    clock = Clock(colour="still", words=str(_("停止计时")))
    full: dict[str, Any] = {
        "person": PERSON,
        "about": "女 · 83 岁",
        "facts": facts,
        "homes": [home],
        "yes": [yes],
        "in_kind": [yes],
        "nearly": [lacking],
        "cases": [(case, clock)],
    }
    nothing = {
        "person": Of(pk=1, name=None),
        "facts": Of(stale=0, groups=[]),
        "homes": [],
        "yes": [],
        "in_kind": [],
        "nearly": [],
        "cases": [],
    }
    long = Of(**vars(yes) | {"finding": Of(**vars(yes.finding) | {"sentences": [LONG_WORDS]})})
    return [
        Sample(FILLED, {"side": Of(**full)}),
        Sample(EMPTY, {"side": Of(**full | nothing)}),
        Sample(LONG, {"side": Of(**full | {"about": LONG_WORDS, "yes": [long]})}),
    ]


def _bars() -> list[Sample]:
    bar: dict[str, Any] = {
        "hall": HALL,
        "halls": [HALL],
        "window": "3",
        "ticket": None,
        "steps": [(name, STEPS[name].words, key) for name, key in SERVED],
        "cases": [],
        "waiting": 4,
        "domain": "",
        "priority": "",
    }
    served = {
        "ticket": Of(pk=1, shown="012"),
        "cases": [Of(pk=1, item_name="模拟事项")],
        "domain": "养老",
        "priority": "老年人",
    }
    two = {"halls": [HALL, Of(code="1", name="模拟二镇")]}
    return [
        Sample(FILLED, {"queue": Of(**bar | served)}),
        Sample(EMPTY, {"queue": Of(**bar)}),
        Sample(_("有两个大厅"), {"queue": Of(**bar | two)}),
    ]


def _kiosks(scene: Scene) -> list[Sample]:
    kiosk = {"idle_s": 60, "wipe": "/", "start": "/", "is_start": False}
    frame = {
        "pack": scene.pack,
        "request": Of(get_full_path="/"),
        "elder": False,
        "keep_in_form": "",
    }
    return [
        Sample(FILLED, {**frame, "kiosk": kiosk}, "head"),
        Sample(_("第一页"), {**frame, "kiosk": kiosk | {"is_start": True}}, "head"),
    ]
