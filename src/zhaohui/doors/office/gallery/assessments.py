"""What assessments added up to, and how a survey opens. 模拟数据."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.county.registers.scoring import Scored
from zhaohui.doors.office.case_rosters import CaseRoster
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


def samples(scene: Scene) -> Samples:
    """Return the samples of assessments and of a form's opening words."""
    known = Scored(
        scale="x", name="模拟量表", whose="", low=4, high=4, band="模拟档", least=0, most=5
    )
    open_ = replace(known, low=2, high=5, band="", open_items=("甲", "乙"))
    long = replace(known, name=LONG_WORDS, band=LONG_WORDS, whose=LONG_WORDS)
    asked = next(form for form in scene.pack.forms if "survey" in form.uses)
    done = Of(pk=1, form_name="模拟量表", day=scene.today)
    record = {"register": scene.pack.registers[0], "record": Of(pk=1)}
    register = scene.pack.registers[0]

    def roster(is_there: bool, **more: Any) -> CaseRoster:
        return CaseRoster(register, "/", is_there=is_there, **more)

    offered = [form for form in scene.pack.forms if "register" in form.uses]
    return {
        "assessment_results": [
            Sample(FILLED, {"results": [known, open_]}),
            Sample(LONG, {"results": [long]}),
        ],
        "record_assessments": [
            Sample(FILLED, record | {"assessments": [(done, [known])], "may_assess": offered}),
            Sample(EMPTY, record | {"assessments": [], "may_assess": offered}),
        ],
        "case_rosters": [
            Sample(FILLED, {"rosters": [roster(True, newest=done, results=(known,))]}),
            Sample(EMPTY, {"rosters": [roster(True)]}),
            Sample(_("还没有登记"), {"rosters": [roster(False)]}),
        ],
        "form_opening": [
            Sample(FILLED, {"form": asked, "use": "survey"}),
            Sample(_("自测"), {"form": asked, "use": "check"}),
        ],
    }
