"""一件事: what it spares, its items, what to choose, what is missing, how each stands, the joint answer. 模拟数据."""

from __future__ import annotations

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.bundle_figures import Compared, Comparison, comparison
from zhaohui.county.cases.models import Skip
from zhaohui.county.cases.story import Next
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
from zhaohui.doors.portal.bundle_page import guide_rows
from zhaohui.doors.portal.my_bundles import PartRow
from zhaohui.packs.bundles import Bundle, bundles


def samples(scene: Scene) -> Samples:
    """Return the samples of bundles."""
    bundle = next(each for each in bundles(scene.pack, scene.today).values() if each.open_members)
    return {
        "bundle_comparison": _comparisons(bundle),
        "bundle_guide": _guides(bundle),
        "bundle_choice": _choices(bundle),
        "bundle_absent": [
            Sample(FILLED, {"absent": bundle.row.absent}),
            Sample(LONG, {"absent": [Of(name=LONG_WORDS, department="民政", note=LONG_WORDS)]}),
        ],
        "bundle_parts": _parts(),
        "bundle_answers": _answers(),
        "bundle_neighbours": _neighbours(),
    }


def _comparisons(bundle: Bundle) -> list[Sample]:
    dated = Comparison(
        items=3,
        forms=Compared(apart=3, once=1),
        materials=Compared(apart=9, once=5),
        steps=Compared(apart=15, once=6),
        days=Compared(apart=45, once=20),
        undated=0,
    )
    return [
        Sample(FILLED, {"comparison": dated}),
        Sample(UNKNOWN, {"comparison": comparison(bundle)}),
    ]


def _guides(bundle: Bundle) -> list[Sample]:
    long = Of(
        name=LONG_WORDS,
        href="/",
        condition=LONG_WORDS,
        after=LONG_WORDS,
        because=LONG_WORDS,
        is_open=False,
    )
    return [
        Sample(FILLED, {"rows": guide_rows(bundle)}),
        Sample(LONG, {"rows": [long]}),
    ]


def _choices(bundle: Bundle) -> list[Sample]:
    first, *rest = bundle.members
    goes = Of(key="a.0", goes=True, member=first, label="", skip_words="")
    child = Of(key="a.1", goes=True, member=first, label="第2人", skip_words="")
    left = [
        Of(key=f"b.{n}", goes=False, member=member, label="", skip_words=str(skip.label))
        for n, (member, skip) in enumerate(zip(rest, Skip, strict=False))
    ]
    return [
        Sample(FILLED, {"planned": [goes, child, *left]}),
        Sample(_("没有可以选的"), {"planned": left}),
    ]


def _part(name: str, state: str, **more: object) -> PartRow:
    values = {"whose": "", "waits": "", "next": None, "href": "", "is_done": False} | more
    return PartRow(name=name, state=state, **values)  # type: ignore[arg-type]


def _parts() -> list[Sample]:
    goes_on = Next(said("工作人员开始审查。"), said("经办部门"))
    to_do = Next(said("您补齐以后接着办。"), said("您"), said("请按下面的清单补齐。"))
    rows = [
        _part("模拟事项甲", said("已受理，等审查"), next=goes_on, href="/"),
        _part("模拟事项乙", said("等您补正"), next=to_do, href="/", whose="模拟乙"),
        _part("模拟事项丙", said("等前一项办完"), waits="模拟事项甲"),
        _part("模拟事项丁", str(Skip.HELD.label), is_done=True),
    ]
    return [
        Sample(FILLED, {"rows": rows}),
        Sample(LONG, {"rows": [_part(LONG_WORDS, LONG_WORDS, waits=LONG_WORDS)]}),
        Sample(EMPTY, {"rows": []}),
    ]


def _answers() -> list[Sample]:
    def answer(person: int, sentence: str, number: str) -> Of:
        case = Of(pk=1, get_state_display=said("已决定，等送达"))
        part = Of(item_name="模拟事项甲", person_id=person, person=Of(name="模拟乙"), case=case)
        return Of(part=part, sentence=sentence, number=number, code="AB12 CD34 EF56 7890")

    shown = {"application": Of(subject_id=1), "letter": "portal:me-case-letter"}
    return [
        Sample(
            FILLED, shown | {"answers": [answer(1, "您申请的模拟事项甲，准予。", "2612345676-1")]}
        ),
        Sample(_("替孩子办的"), shown | {"answers": [answer(2, LONG_WORDS, "")]}),
    ]


def _neighbours() -> list[Sample]:
    rows = [Of(name="模拟事项乙", state=said("审查中"), href="/")]
    application = Of(pk=1, bundle_name="模拟一件事")
    shown = {"application": application, "number": "26-1234-5676"}
    return [
        Sample(FILLED, {"bundle": shown | {"rows": rows, "hidden": 0}}),
        Sample(_("有看不到的"), {"bundle": shown | {"rows": [], "hidden": 2}}),
    ]
