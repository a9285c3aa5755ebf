"""Voices and tasks: the form with its map, the review, the answer, marks, counts, steps. 模拟数据."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from zhaohui.county.oversight.board import Line, Published, Score
from zhaohui.county.oversight.models import TaskStep
from zhaohui.county.oversight.queries import Alike
from zhaohui.county.oversight.said import Said, faults
from zhaohui.county.oversight.states import STEPS
from zhaohui.county.oversight.story import Answer, TaskEvent
from zhaohui.county.oversight.terms import TaskClock
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    UNKNOWN,
    WRONG,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.office.task_page import OfferedStep
from zhaohui.doors.voice_form import form_context, review_context
from zhaohui.doors.voice_page import MARKS

SAID = Said(words="模拟：栏杆断了一截", address="模拟地址", name="模拟甲")


def samples(scene: Scene) -> Samples:
    """Return the samples of voices and tasks."""
    return {
        "voice_form": _forms(scene),
        "voice_place": _places(scene),
        "voice_question": _questions(scene),
        "voice_review": _reviews(scene),
        "voice_term": [
            Sample(FILLED, {"days": 5, "days_are_default": True}),
            Sample(UNKNOWN, {"days": None, "days_are_default": True}),
        ],
        "voice_receipt": [
            Sample(FILLED, {"number": "26-1234-5676", "code": "123456"}),
            Sample(_("提交过的"), {"number": "26-1234-5676", "code": ""}),
        ],
        "voice_story": [Sample(FILLED, _story(scene))],
        "voice_back": [Sample(FILLED, _story(scene)), Sample(EMPTY, {"offered": []})],
        "voice_rate": [
            Sample(FILLED, {"rating": None, "marks": MARKS, "action": "/", "proof": {}}),
            Sample(_("评过的"), {"rating": Of(get_mark_display="满意", task_id=None)}),
            Sample(EMPTY, {"rating": None, "marks": []}),
        ],
        "voice_counts": _counts(scene),
        "voice_scores": [
            Sample(FILLED, {"scores": [Score("民政", 7, 4.3, 85.7)]}),
            Sample(EMPTY, {"scores": []}),
        ],
        "voice_published": _published(scene),
        "task_timeline": [
            Sample(FILLED, {"events": _events(scene, "已经修好，验收合格")}),
            Sample(LONG, {"events": _events(scene, LONG_WORDS)}),
            Sample(EMPTY, {"events": []}),
        ],
        "task_said": _said(),
        "task_step": _steps(scene),
        "task_publish": [
            Sample(
                FILLED, {"task": _task(), "voice": Of(summary="栏杆断了", public_answer="修好了")}
            ),
            Sample(EMPTY, {"task": _task(), "voice": Of(summary="", public_answer="")}),
        ],
    }


def _task() -> Of:
    return Of(
        pk=1, version=2, title="模拟诉求", get_state_display=_("已答复"), state="answered", round=1
    )


def _forms(scene: Scene) -> list[Sample]:
    pack, kind = scene.pack, scene.pack.voice_kinds[0]
    blank = Said(words="")
    wrong = faults(blank, kind, pack)
    return [
        Sample(FILLED, form_context(pack, kind, SAID, once="sample")),
        Sample(WRONG, form_context(pack, kind, blank, once="sample", wrong=wrong)),
    ]


def _places(scene: Scene) -> list[Sample]:
    pack, kind = scene.pack, scene.pack.voice_kinds[0]
    town = next(t for t in pack.towns if t.lon is not None and t.lat is not None)
    here = replace(SAID, lon=float(town.lon or 0), lat=float(town.lat or 0))
    return [
        Sample(EMPTY, form_context(pack, kind, Said(words=""), once="sample"), "form"),
        Sample(_("点过的"), form_context(pack, kind, here, once="sample", zoom=1), "form"),
    ]


def _questions(scene: Scene) -> list[Sample]:
    found: dict[str, Sample] = {}
    for row in scene.pack.voice_questions:
        values = {"row": row, "given": (), "fault": ""}
        found.setdefault(row.datatype, Sample(row.datatype, values, "form"))
    return list(found.values())


def _reviews(scene: Scene) -> list[Sample]:
    pack, kind = scene.pack, scene.pack.voice_kinds[0]
    shown = review_context(pack, kind, SAID, once="sample", zoom=0) | {"alike": []}
    alike = [Alike("2612345676", scene.today, said("在办"), "")]
    return [
        Sample(FILLED, shown),
        Sample(_("有同类的"), shown | {"alike": alike}),
    ]


def _story(scene: Scene) -> dict[str, object]:
    offered = [
        {"name": name, "words": STEPS[name].words, "needs_words": STEPS[name].needs_words}
        for name in ("satisfied", "reopen")
    ]
    return {
        "task": _task(),
        "number": "26-1234-5676",
        "next": _("已经答复。请看看满意不满意，可以要求重办一次。"),
        "clock": TaskClock(colour="green", words=said("按时答复")),
        "answer": Answer("已经解决", "已经修好", "验收单 3 号", scene.today),
        "contents": {"words": "模拟：栏杆断了一截", "address": "模拟地址"},
        "events": _events(scene, "已经修好"),
        "offered": offered,
        "rating": None,
        "marks": [],
        "action": "/",
        "proof": {},
        "published": True,
    }


def _events(scene: Scene, words: str) -> list[TaskEvent]:
    at = dt.datetime.combine(scene.today, dt.time(9), dt.UTC)
    return [
        TaskEvent(TaskStep(name="open", at=at), str(STEPS["open"].words), "公众"),
        TaskEvent(
            TaskStep(name="answer", at=at),
            str(STEPS["answer"].words),
            "模拟单位 镇业务岗",
            "已经解决",
            words,
        ),
    ]


def _counts(scene: Scene) -> list[Sample]:
    lines = [Line("模拟类别", 12, 10, 90.0, None), Line(scene.pack.towns[0].name, 0, 0, None, None)]
    return [Sample(FILLED, {"lines": lines, "head": _("按类别"), "caption": _("各类诉求")})]


def _published(scene: Scene) -> list[Sample]:
    row = Published("模拟类别", "", scene.today, "栏杆断了", "已经修好")
    long = Published("模拟类别", scene.pack.towns[0].name, scene.today, LONG_WORDS, LONG_WORDS)
    return [Sample(FILLED, {"row": row}), Sample(LONG, {"row": long})]


def _said() -> list[Sample]:
    voice = Of(lon=None, lat=None, get_channel_display=_("网上"))
    full = {"words": "模拟：栏杆断了一截", "name": "模拟甲", "phone": "0", "address": "模拟地址"}
    bare = {"words": LONG_WORDS, "name": "", "phone": "", "address": ""}
    return [
        Sample(FILLED, {"voice": voice, "contents": full, "told": [], "said_place": ""}),
        Sample(LONG, {"voice": voice, "contents": bare, "told": [], "said_place": ""}),
        Sample(
            _("带照片"),
            {
                "voice": voice,
                "contents": full,
                "told": [],
                "said_place": "",
                "photos": [
                    Of(
                        name="照片1.jpg",
                        href="/",
                        size=12_345,
                        scan=said("已查毒，没有发现问题"),
                        drop="",
                    )
                ],
            },
        ),
    ]


def _steps(scene: Scene) -> list[Sample]:
    outcomes = [(row.code, row.words) for row in scene.pack.task_outcomes]
    made = [
        OfferedStep("assign", STEPS["assign"], [(1, "模拟单位 模拟人员")], []),
        OfferedStep("forward", STEPS["forward"], [], []),
        OfferedStep("answer", STEPS["answer"], [], outcomes),
        OfferedStep("extend", STEPS["extend"], [], []),
    ]
    places = [(town.code, town.name) for town in scene.pack.towns]
    values = {"task": _task(), "places": places, "departments": ["民政"]}
    return [Sample(each.step.words, {"each": each, **values}) for each in made]
