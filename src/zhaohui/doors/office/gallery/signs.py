"""Small signs: marks, amounts, places, links, notes."""

from __future__ import annotations

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

HOW = _("应当走访的日子、每次走访的情况和下一次的日期会列在这里。")


def samples(scene: Scene) -> Samples:
    """Return the samples of signs."""
    pack = scene.pack
    source = next(row for row in pack.sources if row.doc_no and row.published)
    rule = next(rule for rule in pack.rules if rule.service)
    outside = next((rule for rule in pack.rules if not rule.service), rule)
    return {
        "mark": [
            Sample(_("已核对原文"), {"level": "verified"}),
            Sample(_("据转载或推算"), {"level": "secondary"}),
            Sample(_("待核实"), {"level": "unverified"}),
            Sample(_("缺口待补"), {"level": "placeholder"}),
        ],
        "stale": [Sample(FILLED, {})],
        "synthetic": [Sample(FILLED, {})],
        "counted": [
            Sample(FILLED, {"cell": Of(n=1234, href="#rooms", unit=""), "what": "模拟台账"}),
            Sample(_("没有人"), {"cell": Of(n=0, href="#rooms", unit=""), "what": ""}),
            Sample(UNKNOWN, {"cell": Of(n=None, href="", unit=""), "what": ""}),
        ],
        "plan_status": [
            Sample(_("已实现"), {"status": "met"}),
            Sample(_("未实现"), {"status": "missed"}),
            Sample(_("按进度"), {"status": "on_course"}),
            Sample(_("前后矛盾"), {"status": "contradictory"}),
            Sample(_("无数据"), {"status": "no_data"}),
        ],
        "amount": [
            Sample(_("按月"), {"fen": 123_400, "unit": "月"}),
            Sample(_("一次"), {"fen": 5, "unit": ""}),
            Sample(_("很大"), {"fen": 123_456_789_012, "unit": "年"}),
        ],
        "line_link": [
            Sample(_("有原文"), {"line": 417, "has_text": True, "text_at": ""}),
            Sample(_("没有存原文"), {"line": 417, "has_text": False, "text_at": ""}),
            Sample(EMPTY, {"line": None, "has_text": False, "text_at": ""}),
        ],
        "citation": [
            Sample(FILLED, {"source": source, "source_id": source.source_id, "article": "第一条"}),
            Sample(_("只知道编号"), {"source": None, "source_id": source.source_id, "article": ""}),
            Sample(
                LONG,
                {
                    "source": Of(title=LONG_WORDS, doc_no=LONG_WORDS[:40], published="2017-03"),
                    "source_id": "",
                    "article": "",
                },
            ),
        ],
        "gap": [
            Sample(FILLED, {"text": "标准还没有读到", "owner": ""}),
            Sample(_("写明谁补"), {"text": "标准还没有读到", "owner": pack.facts[0].source}),
            Sample(LONG, {"text": LONG_WORDS, "owner": ""}),
        ],
        "benefit_link": [
            Sample(_("服务的一项"), {"row": rule}),
            Sample(_("不在目录里"), {"row": outside}),
        ],
        "missing": [
            Sample(_("缺一件事实"), {"missing": _fact_missing(scene)}, "list"),
            Sample(_("缺一个标准"), {"missing": _figure_missing(scene)}, "list"),
        ],
        "person_age": [
            Sample(FILLED, {"line": Of(is_stale=False, age_days=30, fact=Of(fresh_days=365))}),
            Sample(_("今天"), {"line": Of(is_stale=False, age_days=0, fact=Of(fresh_days=365))}),
            Sample(_("过期"), {"line": Of(is_stale=True, age_days=400, fact=Of(fresh_days=365))}),
        ],
        "person_empty": [
            Sample(
                FILLED,
                {
                    "what": _("还没有走访记录。"),
                    "how": _("应当走访的日子、每次走访的情况和下一次的日期会列在这里。"),
                },
            ),
            Sample(LONG, {"what": LONG_WORDS, "how": LONG_WORDS}),
        ],
        "progress": [
            Sample(FILLED, {"settled": 3, "total": 12}),
            Sample(EMPTY, {"settled": 0, "total": 12}),
            Sample(_("全部"), {"settled": 12, "total": 12}),
        ],
        "trace_steps": _trace(),
        "field_unknown": [
            Sample(FILLED, {"field": Of(id="income", is_unknown=False, label=_("金额"))}),
            Sample(UNKNOWN, {"field": Of(id="income", is_unknown=True, label=_("金额"))}),
        ],
    }


def _fact_missing(scene: Scene) -> Of:
    fact = next(fact for fact in scene.pack.facts if fact.help)
    return Of(
        words=fact.question,
        who="模拟甲",
        help=fact.help,
        department=fact.source,
        contact=Of(name="模拟窗口", phone="（模拟号码）"),
        is_figure=False,
    )


def _figure_missing(scene: Scene) -> Of:
    row = next(row for row in scene.pack.parameters if any(each.gap for each in row.versions))
    gap = next(each.gap for each in row.versions if each.gap)
    return Of(words=row.name, who="", help=gap, department=row.owner, contact=None, is_figure=True)


def _trace() -> list[Sample]:
    age = Of(text="从出生日期到今天的周年数", value="83", state="", who="", steps=[])
    yes = Of(text="周年数不低于80", value=_("是"), state="yes", who="模拟甲", steps=[age])
    no = Of(text="户籍区划在本区", value=_("否"), state="no", who="", steps=[])
    open_ = Of(text="月收入低于标准", value=_("未知"), state="unknown", who="", steps=[])
    deep = Of(text=LONG_WORDS, value=_("是"), state="yes", who="", steps=[yes])
    return [
        Sample(_("符合"), {"steps": [yes]}),
        Sample(_("不符合"), {"steps": [no]}),
        Sample(UNKNOWN, {"steps": [open_]}),
        Sample(LONG, {"steps": [deep, no, open_]}),
    ]
