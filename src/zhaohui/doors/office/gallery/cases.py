"""Cases: clock, story, what comes next, files, the steps, a decision, applying. 模拟数据."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.asking import Asked
from zhaohui.county.cases.clocks import Clock
from zhaohui.county.cases.models import CaseStep, Decision, Scan
from zhaohui.county.cases.states import STEPS
from zhaohui.county.cases.story import Event, Next
from zhaohui.county.entitlements.opened import Opened
from zhaohui.county.forms.fields import Field, Question, field_for
from zhaohui.county.forms.needs import fact_entry
from zhaohui.doors.case_file import Upload
from zhaohui.doors.office.case_page import Offered
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
from zhaohui.doors.told import Section

UPLOAD = Upload("/", "id-card", "居民身份证")


def samples(scene: Scene) -> Samples:
    """Return the samples of cases."""
    return {
        "case_clock": _clocks(scene),
        "case_next": _next(scene),
        "case_timeline": [
            Sample(FILLED, {"events": _events(scene, "材料看不清，请重新拍照")}),
            Sample(LONG, {"events": _events(scene, LONG_WORDS)}),
            Sample(EMPTY, {"events": []}),
        ],
        "case_files": [
            Sample(FILLED, {"files": [_file("户口簿.jpg"), _file("身份证.png", drop="/")]}),
            Sample(LONG, {"files": [_file(LONG_WORDS, href="/")]}),
            Sample(EMPTY, {"files": []}),
        ],
        "case_upload": [Sample(FILLED, {"upload": UPLOAD})],
        "case_send": _sending(scene),
        "case_step": _steps(scene),
        "case_asked": [
            Sample(FILLED, {"asked": _asked(scene)}),
            Sample(WRONG, {"asked": _asked(scene, problem=said("请填写"))}),
            Sample(EMPTY, {"asked": []}),
        ],
        "case_propose": [
            Sample(FILLED, _proposing(scene)),
            Sample(
                _("复核时先前准予过"),
                _proposing(scene) | {"prior": {"name": "模拟津贴", "since": scene.today}},
            ),
        ],
        "case_decision": _decisions(scene),
        "case_opened": [
            Sample(FILLED, {"opened": _opened(scene), "may_apply": True}),
            Sample(EMPTY, {"opened": []}),
        ],
        "case_relief": _reliefs(scene),
        "case_inquiries": _inquiries(scene),
        "apply_link": [
            Sample(FILLED, {"rule_id": scene.pack.items[0].rules[0], "rule_name": "模拟待遇"}),
            Sample(_("不能在网上申请"), {"rule_id": "none", "rule_name": "模拟待遇"}),
        ],
    }


def _opened(scene: Scene) -> list[Opened]:
    paid = next(rule for rule in scene.pack.rules if rule.amount)
    kind = next(rule for rule in scene.pack.rules if rule.in_kind)
    yes = Opened(rule=paid, is_yes=True, amount_fen=12_300, needs=[], missing_figures=[])
    return [
        yes,
        replace(yes, rule=kind, amount_fen=None),
        replace(yes, amount_fen=None, missing_figures=["模拟标准"]),
        replace(yes, is_yes=False, amount_fen=None, needs=["模拟事实甲", "模拟事实乙"]),
    ]


def _clocks(scene: Scene) -> list[Sample]:
    day = scene.today
    left, near = said("还有 %(days)s 个工作日"), said("快到期：还有 %(days)s 个工作日")
    late = said("超期 %(days)s 个工作日")
    made = (
        (FILLED, Clock(colour="green", words=left % {"days": 9}, due=day)),
        (_("快到期"), Clock(colour="amber", words=near % {"days": 2}, due=day, is_guess=True)),
        (WRONG, Clock(colour="red", words=late % {"days": 2}, due=day)),
        (_("停止计时"), Clock(colour="still", words=said("停止计时"))),
        (UNKNOWN, Clock(colour="none", words=said("没有设定期限"))),
    )
    return [Sample(state, {"clock": clock}) for state, clock in made]


def _next(scene: Scene) -> list[Sample]:
    to_do = Next(said("您补齐以后接着办。"), said("您"), said("请按下面的清单补齐。"), scene.today)
    return [
        Sample(_("要做的"), {"next": to_do}),
        Sample(FILLED, {"next": Next(said("工作人员开始审查。"), said("经办部门"))}),
        Sample(LONG, {"next": Next(LONG_WORDS, LONG_WORDS, LONG_WORDS, scene.today)}),
    ]


def _events(scene: Scene, words: str) -> list[Event]:
    at = dt.datetime.combine(scene.today, dt.time(9), dt.UTC)
    first = CaseStep(name="submit", at=at)
    second = CaseStep(name="return", at=at, words=words)
    return [
        Event(first, str(STEPS["submit"].words), said("申请人一方"), "", ()),
        Event(
            second,
            str(STEPS["return"].words),
            "模拟单位 镇窗口岗",
            "材料不齐",
            ["居民身份证", "户口簿"],
        ),
    ]


def _file(name: str, *, href: str = "", drop: str = "") -> Of:
    return Of(name=name, size=120_000, scan=Scan.NOT_SCANNED.label, href=href, drop=drop)


def _sending(scene: Scene) -> list[Sample]:
    form = next(form for form in scene.pack.forms if form.id == "application")
    waived = Of(status="waived", because=Of(department="公安", as_of=scene.today))
    paper = Of(status="needed", because=None)
    wanted = [
        Of(name="居民身份证", needed=paper, files=[_file("身份证.png", drop="/")], upload=UPLOAD),
        Of(name="户口簿", needed=waived, files=[], upload=UPLOAD),
    ]
    shown = {"form": form, "wanted": wanted, "version": 3, "form_address": "/", "giver": None}
    problems = [{"id": "materials", "sentence": _("文件太大：最多 %(most)s MB。") % {"most": 10}}]
    return [
        Sample(FILLED, shown | {"problems": []}),
        Sample(WRONG, shown | {"problems": problems, "giver": Of(name="模拟甲")}),
    ]


def _reliefs(scene: Scene) -> list[Sample]:
    at = dt.datetime.combine(scene.today, dt.time(9), dt.UTC)
    row = {"amount_fen": 50_000, "given_at": at, "papers_by": scene.today}
    words = "现金，当面签收"
    given = Of(**row, words=words, is_waiting=False)
    waiting = Of(**row, words=LONG_WORDS, is_waiting=True)
    reasons = [("no-means-today", "眼下吃住没有着落")]
    shown = {"case": _case(), "given_reason": reasons[0][1], "relief_reasons": reasons}
    form = shown | {"given": None, "may_give": True}
    return [
        Sample(FILLED, shown | {"given": given}),
        Sample(LONG, shown | {"given": waiting, "may_confirm": True}),
        Sample(WRONG, shown | {"given": given, "is_late": True}),
        Sample(_("一位可以给多少"), form | {"relief_limit": 100_000}),
        Sample(UNKNOWN, form | {"relief_limit": None}),
    ]


def _inquiries(scene: Scene) -> list[Sample]:
    at = dt.datetime.combine(scene.today, dt.time(9), dt.UTC)
    waiting = Of(pk=1, asked_at=at, answered_at=None, answer="")
    answered = Of(pk=2, asked_at=at, answered_at=at, answer="家里有两口人")
    shown = {"case": _case(), "home": "模拟镇", "may_ask": True}
    return [
        Sample(FILLED, shown | {"asked": [(waiting, "模拟镇"), (answered, "模拟镇")]}),
        Sample(EMPTY, shown | {"asked": []}),
    ]


def _case() -> Of:
    return Of(pk=1, version=2)


def _steps(scene: Scene) -> list[Sample]:
    reasons, lacks = [("missing-material", "材料不齐")], [("id-card", "居民身份证")]
    facts = list(scene.pack.facts[:2])

    def offered(name: str, **given: Any) -> Offered:
        nothing: dict[str, Any] = {"reasons": [], "lacks": [], "facts": [], "asked": []}
        nothing["asks_until"] = name == "return"
        return Offered(name=name, step=STEPS[name], **nothing | given)

    made = [
        offered("accept"),
        offered("return", reasons=reasons, lacks=lacks, facts=facts),
        offered("take_supplement", asked=_asked(scene)),
    ]
    return [Sample(each.step.words, {"each": each, "case": _case()}) for each in made]


def _asked(scene: Scene, problem: str = "") -> list[Asked]:
    """Return a fact asked of one, and one asked of two people."""
    money = next(f for f in scene.pack.facts if f.type == "money" and f.entity == "person")
    yes_no = next(f for f in scene.pack.facts if f.type == "bool" and f.entity == "person")

    def fields(name: str, members: tuple[int, ...]) -> list[Field]:
        entry = fact_entry(scene.pack, name)
        label = "" if len(members) == 1 else "第 {} 人"
        made = [
            field_for(scene.pack, Question(entry, n), label=label.format(n + 1)) for n in members
        ]
        return [replace(each, problem=problem) for each in made]

    return [Asked(money, fields(money.name, (0,))), Asked(yes_no, fields(yes_no.name, (0, 1)))]


def _proposing(scene: Scene) -> dict[str, object]:
    outcomes = [("grant", [("meets", "符合全部条件")]), ("refuse", [("over", "收入超过标准")])]
    rules = [(rule.id, rule.name) for rule in scene.pack.rules[:2]]
    return {"case": _case(), "rules": rules, "outcomes": outcomes}


def _decisions(scene: Scene) -> list[Sample]:
    granted = Decision(
        outcome="grant",
        amount_fen=2500,
        unit="月",
        since=scene.today,
        words="经核对符合全部条件",
        as_of=scene.today,
        pack_version=scene.pack.version,
    )
    refused = Decision(
        outcome="refuse", words=LONG_WORDS, as_of=scene.today, pack_version=scene.pack.version
    )
    section = Section("condition", str(_("逐条看条件")), [{"text": "年满八十岁", "state": "yes"}])
    shown = {"rule": scene.pack.rules[0], "verdict": "符合全部条件。", "sections": [section]}
    return [
        Sample(FILLED, {"kept": shown | {"row": granted, "reason": "符合全部条件"}}),
        Sample(LONG, {"kept": shown | {"row": refused, "reason": "收入超过标准", "rule": None}}),
    ]
