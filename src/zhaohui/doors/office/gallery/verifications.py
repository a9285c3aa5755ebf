"""Checks 核对: a question with its facts, a field of an answer, the checks of a person. 模拟数据."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zhaohui.county.verifications.comparing import Result
from zhaohui.county.verifications.models import Objection, Question
from zhaohui.county.verifications.models import Verification as Check
from zhaohui.county.verifications.reading import WORDS, FactLine, Objected, QuestionRead
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    WRONG,
    Sample,
    Samples,
    Scene,
)


def samples(scene: Scene) -> Samples:
    """Return the samples of checks."""
    money, yes, choice = (
        next(f for f in scene.pack.facts if f.type == kind) for kind in ("money", "bool", "enum")
    )
    kind = scene.pack.verifications[0]
    said = Objected(Objection(pk=1, state="changed"), LONG_WORDS, LONG_WORDS)

    def line(result: str, found: str, objections: list[Objected] | None = None) -> FactLine:
        return FactLine(money, "¥1.00", found, result, WORDS[result], objections or [])

    def question(state: str, *lines: FactLine, who: str = "模拟甲") -> QuestionRead:
        row = Question(pk=1, department="模拟单位", state=state, answered_on=scene.today)
        return QuestionRead(row, who, list(lines))

    def field(fact: Any, text: str = "", problem: str | Promise = "") -> dict[str, Any]:
        shown = FactLine(fact, "—", "", "", WORDS[""], [])
        return {"line": shown, "text": text, "problem": problem}

    def check(**more: Any) -> dict[str, Any]:
        row = Check(pk=1, opened_on=scene.today, **more)
        return {"kind": kind, "newest": row, "new": "/", "may_ask": True}

    return {
        "verification_question": [
            Sample(
                FILLED,
                {"each": question("answered", *(line(r, "¥2.00") for r in Result))},
            ),
            Sample(_("全家"), {"each": question("waiting", line("", ""), who="")}),
            Sample(LONG, {"each": question("answered", line(Result.SAME, "¥1.00", [said]))}),
        ],
        "verification_field": [
            Sample(FILLED, field(money, "1"), frame="form"),
            Sample(WRONG, field(money, "很多", _("金额看不懂")), frame="form"),
            Sample(_("是或否"), field(yes, "true"), frame="form"),
            Sample(_("选一个"), field(choice), frame="form"),
        ],
        "person_checks": [
            Sample(
                FILLED,
                {"checks": [check(state="reported", reported_on=scene.today, differing=1)]},
            ),
            Sample(_("等答复"), {"checks": [check(state="open")]}),
            Sample(
                EMPTY, {"checks": [{"kind": kind, "newest": None, "new": "/", "may_ask": True}]}
            ),
        ],
    }
