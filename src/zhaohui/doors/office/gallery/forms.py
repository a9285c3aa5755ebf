"""Pages of forms: start, questions, review, paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.county.forms.fields import Question, field_for
from zhaohui.county.forms.papers import Needed
from zhaohui.county.forms.scores import Score
from zhaohui.county.forms.showing import Line, blank_context, page_context, review
from zhaohui.county.forms.sitting import Known, Sitting
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
from zhaohui.doors.office.gallery.sittings import first_entries, half_filled, knowing, sitting
from zhaohui.packs.schema.forms import FormRow
from zhaohui.packs.sheet import END

NO_PROBLEM: dict[str, Any] = {"problems": [], "can_leave": True, "submit_label": _("提交")}


def samples(scene: Scene) -> Samples:
    """Return the samples of pages of forms."""
    applying, checking = sitting(scene), sitting(scene, "check")
    form = {"form": applying.sheet.form}
    start = page_context(applying, applying.begin()) | NO_PROBLEM
    wrong = [{"id": "count", "sentence": _("请填写")}]
    fields = page_context(applying, half_filled(applying)) | NO_PROBLEM
    known = page_context(knowing(applying), half_filled(knowing(applying), 1)) | NO_PROBLEM
    question = _question(checking)
    return {
        "form_start": [
            Sample(_("申请"), start, "form"),
            Sample(_("自测"), page_context(checking, checking.begin()) | NO_PROBLEM, "form"),
            Sample(WRONG, start | {"problems": wrong, "count": "99"}, "form"),
        ],
        "form_fields": [
            Sample(FILLED, fields, "form"),
            Sample(_("系统里已有的不问"), known, "form"),
            Sample(WRONG, fields | {"problems": wrong}, "form"),
        ],
        "form_question": [
            Sample(_("自测"), question | {"can_leave": False}, "form"),
            Sample(WRONG, question | {"problems": wrong}, "form"),
        ],
        "form_back": [Sample(FILLED, {}, "form")],
        "form_buttons": [
            Sample(_("申请"), {"use": "application", "kind": "fields", "can_leave": True}, "form"),
            Sample(_("自测"), {"use": "check", "kind": "question", "can_leave": False}, "form"),
        ],
        "form_progress": [
            Sample(FILLED, {"step_number": 2, "step_count": 5}),
            Sample(_("全部"), {"step_number": 5, "step_count": 5}),
        ],
        "form_known": [
            Sample(FILLED, form | {"lines": _lines(applying)}),
            Sample(LONG, form | {"lines": _lines(applying, answer=LONG_WORDS)}),
        ],
        "form_review": _reviews(applying),
        "form_answers": [
            Sample(FILLED, form | _end(knowing(applying)) | {"can_change": False}),
            Sample(EMPTY, form | {"blocks": [], "papers": [], "scores": [], "can_change": False}),
        ],
        "form_papers": [Sample(FILLED, form | {"papers": _papers(scene)})],
        "form_scores": _scores(form),
        "form_blank": [Sample(FILLED, blank_context(applying))],
    }


def _question(checking: Sitting) -> dict[str, Any]:
    """A question that the rules ask: of the first yes-or-no fact, of two people."""
    entries = checking.sheet.entries.values()
    entry = next(entry for entry in entries if entry.fact.type == "bool")
    asked = [
        field_for(checking.pack, Question(entry, member), label=label)
        for member, label in enumerate(("模拟甲", "模拟乙"))
    ]
    return {
        "form": checking.sheet.form,
        "use": "check",
        "kind": "question",
        "title": entry.label,
        "hint": entry.help,
        "fields": asked,
        "settled": 3,
        "total": 12,
        **NO_PROBLEM,
    }


def _reviews(applying: Sitting) -> list[Sample]:
    form = {"form": applying.sheet.form}
    half = form | _end(applying) | NO_PROBLEM
    return [
        Sample(FILLED, form | _end(knowing(applying)) | NO_PROBLEM, "form"),
        Sample(WRONG, half | {"problems": half["review_problems"]}, "form"),
        Sample(_("不能提交"), half | {"submit_label": "", "can_leave": False}, "form"),
    ]


def _end(filling: Sitting) -> dict[str, Any]:
    answers = half_filled(filling)
    answers.step = END
    return review(filling, answers)


def _lines(filling: Sitting, answer: str = "") -> list[Line]:
    known = Known("", first_entries(filling)[0].fact.source, filling.today)
    return [
        Line("", entry.label, answer or entry.fact.values[0], known=known)
        for entry in first_entries(filling)
        if entry.fact.type == "enum"
    ]


def _papers(scene: Scene) -> Sequence[Needed]:
    row = next(paper for form in scene.pack.forms for paper in form.documents)
    because = Known("", scene.pack.facts[0].source, scene.today)
    return [Needed(row, "needed"), Needed(row, "maybe"), Needed(row, "waived", because)]


def _scores(form: dict[str, FormRow]) -> list[Sample]:
    scale: Any = Of(name="模拟量表", bands=[Of(low=0, high=10, name="模拟档次")])
    return [
        Sample(FILLED, form | {"scores": [Score(scale, 0, 6, 6)]}),
        Sample(UNKNOWN, form | {"scores": [Score(scale, 0, 2, 14, ("模拟项",))]}),
    ]
