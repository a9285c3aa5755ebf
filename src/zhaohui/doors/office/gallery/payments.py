"""Payments: a plan, a batch with its steps and figures, a person's account, a recovery. 模拟数据."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.county.payments.models import Payee, PayeeKind, ReviewOutcome, StopReason
from zhaohui.county.payments.words import DIFFERENT, HELD_BACK, WHY
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    MANY,
    UNKNOWN,
    WRONG,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.office.payment_page import Group, Shown
from zhaohui.doors.office.payment_person import ShownPayee

STEPS = ("submit", "approve", "send_back", "export", "return", "reconcile", "cancel")
SUM = 1_234_500


def samples(scene: Scene) -> Samples:
    """Return the samples of payments."""
    return {
        "payment_plan": _plan(),
        "payment_groups": _groups(),
        "payment_towns": [
            Sample(FILLED, {"towns": [("模拟镇", 12, SUM), ("地点未知", 1, 10_000)]}),
            Sample(EMPTY, {"towns": []}),
        ],
        "payment_batch_facts": _batches(scene),
        "payment_batch_steps": [
            Sample(MANY, {"batch": Of(pk=1), "steps": set(STEPS)}),
            Sample(_("已送银行"), {"batch": Of(pk=1), "steps": {"file", "return"}}),
        ],
        "payment_figures": _figures(),
        "payment_report": _reports(),
        "payment_line_facts": _lines(scene),
        "payment_sheet": _sheets(scene),
        "payment_account": _accounts(scene),
        "payment_holds": _holds(scene),
        "payment_recovery": _recoveries(scene),
        "payment_payee": _payees(scene),
        "payment_payee_form": [
            Sample(FILLED, {"person": Of(pk=1), "payee_kinds": PayeeKind.choices})
        ],
    }


def _payees(scene: Scene) -> list[Sample]:
    def shown(state: str, **given: Any) -> dict[str, object]:
        row = Payee(pk=1, kind="agent", basis="2026年3月1日委托书", state=state, **given)
        is_open = state != "ended"
        each = ShownPayee(row=row, name="模拟乙", person_name="模拟甲",
                          may_approve=state == "proposed", may_end=is_open)  # fmt: skip
        return {"each": each, "shows_person": True}

    return [
        Sample(_("待审批"), shown("proposed", until=scene.today)),
        Sample(FILLED, shown("standing")),
        Sample(_("停止代领"), shown("ended", ended_why="本人要求停止")),
        Sample(_("在本人的页"), shown("standing") | {"shows_person": False}),
    ]


def _plan() -> list[Sample]:
    plan = Of(lines=[0] * 12, net_fen=SUM, gross_fen=SUM + 5_000, set_off_fen=5_000)
    plain = Of(lines=[], net_fen=0, gross_fen=0, set_off_fen=0)
    full = {
        "plan": plan,
        "back": 2,
        "kinds": {"arrears": 3, "reissue": 1},
        "flags": [(WHY["over"], 2)],
        "held": [(HELD_BACK["starts"], 1), (HELD_BACK["suspended"], 4)],
    }
    empty = {"plan": plain, "back": 0, "kinds": {}, "flags": [], "held": []}
    return [Sample(FILLED, full), Sample(EMPTY, empty)]


def _groups() -> list[Sample]:
    row = Shown(
        person=1, name="模拟人员", place="模拟镇 模拟村", before_fen=None, after_fen=10_000,
        why=str(DIFFERENT["begun"]),
    )  # fmt: skip
    gone = Shown(
        person=1, name="", place=LONG_WORDS, before_fen=10_000, after_fen=None,
        why=str(DIFFERENT["suspended"]),
    )  # fmt: skip
    comparison = Of(is_first=False, before=11, before_fen=SUM, after=12, after_fen=SUM)
    groups = [
        Group(label=_("新增"), count=30, reasons=[(row.why, 30)], rows=[row] * 2),  # type: ignore[arg-type]
        Group(label=_("不再发"), count=1, reasons=[(gone.why, 1)], rows=[gone]),  # type: ignore[arg-type]
        Group(label=_("金额变化"), count=0, reasons=[], rows=[]),  # type: ignore[arg-type]
    ]
    return [
        Sample(FILLED, {"comparison": comparison, "groups": groups}),
        Sample(_("第一个月"), {"comparison": Of(is_first=True), "groups": []}),
    ]


def _batch(scene: Scene, **words: object) -> Of:
    at = dt.datetime.combine(scene.today, dt.time(10), dt.UTC)
    values = {
        "pk": 1, "month": scene.today.replace(day=1), "net_fen": SUM, "gross_fen": SUM,
        "set_off_fen": 0, "line_count": 12, "department": "模拟单位", "drawn_at": at,
        "submitted_at": None, "approved_at": None, "get_state_display": _("草稿"),
        "pack": Of(content_hash="0" * 16),
    }  # fmt: skip
    return Of(**values | words)


def _batches(scene: Scene) -> list[Sample]:
    at = dt.datetime.combine(scene.today, dt.time(15), dt.UTC)
    done = _batch(
        scene, set_off_fen=5_000, gross_fen=SUM + 5_000, submitted_at=at, approved_at=at, department=""
    )  # fmt: skip
    return [
        Sample(FILLED, {"batch": done, "number": "P00000001"}),
        Sample(_("草稿"), {"batch": _batch(scene), "number": "P00000002"}),
    ]


def _figures() -> list[Sample]:
    good = Of(
        approved=12, approved_fen=SUM, sent=11, sent_fen=SUM - 100, not_sent=1, not_sent_fen=100,
        returned=11, returned_fen=SUM - 100, paid_fen=SUM - 100, booked_fen=SUM - 100, agrees=True,
    )  # fmt: skip
    bad = Of(**{**vars(good), "returned": 9, "returned_fen": 0, "agrees": False})
    row = Of(line=1, number=7, approved_fen=10_000, returned_fen=9_000)
    open_row = Of(line=2, number=8, approved_fen=10_000, returned_fen=None)
    rows = [(row, _("回盘金额和审批的不一样")), (open_row, _("银行还没有回盘"))]
    return [
        Sample(FILLED, {"figures": good, "differences": []}),
        Sample(WRONG, {"figures": bad, "differences": rows}),
    ]


def _reports() -> list[Sample]:
    fault = Of(row=3, column="结果", what=_("没有这种结果"), mend=_("请写：成功、失败、退汇"))
    values = {"rows": 12, "applied": 10, "seen": 1, "paid": 9, "failed": 1, "waiting": 2}
    return [
        Sample(FILLED, {"report": Of(repeated=False, faults=[], **values)}),
        Sample(WRONG, {"report": Of(repeated=False, faults=[fault] * 2, **values)}),
        Sample(_("导过的"), {"report": Of(repeated=True, faults=[], **values)}),
    ]


def _line(scene: Scene, **words: object) -> Of:
    values = {
        "pk": 1, "number": 1, "month": scene.today.replace(day=1), "net_fen": 10_000,
        "amount_fen": 10_000, "set_off_fen": 0, "ledger_fen": 10_000, "reissues_id": None,
        "get_kind_display": _("按月发放"), "get_state_display": _("已到账"),
        "paid_on": scene.today, "fail_reason": "",
    }  # fmt: skip
    return Of(**values | words)


def _lines(scene: Scene) -> list[Sample]:
    answer = Of(get_result_display=_("失败"), day=scene.today, reason="户名不符")
    around = {"place": "模拟镇 模拟村", "batch": _batch(scene), "again": None}
    failed = _line(scene, set_off_fen=3_000, net_fen=7_000, reissues_id=2, ledger_fen=None)
    return [
        Sample(FILLED, around | {"line": _line(scene), "why": WHY["award"], "answers": []}),
        Sample(
            WRONG,
            around | {"line": failed, "why": WHY["again"], "answers": [answer], "again": Of(pk=3)},
        ),
    ]


def _sheets(scene: Scene) -> list[Sample]:
    rows = [(_line(scene), "模拟人员", "模拟镇 模拟村")] * 3
    values = {"batch": _batch(scene), "is_synthetic": True}
    return [
        Sample(FILLED, values | {"rows": rows, "total_fen": 30_000}),
        Sample(EMPTY, values | {"rows": [], "total_fen": 0}),
    ]


def _account(scene: Scene, **words: object) -> Of:
    values = {
        "rule": scene.pack.rules[0].id, "name": "模拟津贴", "unit": "月", "held_fen": 10_000, "is_held": True,
        "lines": [_line(scene), _line(scene, set_off_fen=3_000, net_fen=7_000)], "paid_fen": 17_000,
        "owed_fen": 0, "suspension": None, "review": None, "recovery": None, "claim_fen": 0,
        "next_month": scene.today.replace(day=1),
    }  # fmt: skip
    return Of(**values | words)


def _accounts(scene: Scene) -> list[Sample]:
    stop = Of(pk=1, get_reason_display=_("联系不上本人"), from_month=scene.today.replace(day=1))
    review = Of(pk=1, due_on=scene.today, noticed_on=None)
    running = Of(pk=1, state="running", set_off_fen=3_000)
    burdened = _account(
        scene, suspension=stop, review=review, recovery=running, claim_fen=9_000, owed_fen=10_000,
        lines=[_line(scene, get_state_display=_("没有发成"), fail_reason=LONG_WORDS, paid_on=None)],
    )  # fmt: skip
    ended = _account(
        scene, is_held=False, held_fen=None, next_month=None, lines=[], recovery=Of(state="proposed")
    )  # fmt: skip
    return [
        Sample(FILLED, {"account": _account(scene)}),
        Sample(LONG, {"account": burdened}),
        Sample(UNKNOWN, {"account": ended}),
    ]


def _holds(scene: Scene) -> list[Sample]:
    around = {
        "person": Of(pk=1),
        "reasons": StopReason.choices,
        "outcomes": ReviewOutcome.choices,
        "next_month": f"{scene.today:%Y-%m}",
    }
    stop, review = Of(pk=1), Of(pk=1, noticed_on=None)
    noticed = Of(pk=1, noticed_on=scene.today)
    name = "模拟补贴"
    return [
        Sample(FILLED, around | {"account": _account(scene)}),
        Sample(
            _("停发中"),
            around
            | {"account": _account(scene, rule="b", name=name, suspension=stop, review=review)},
        ),
        Sample(
            MANY,
            around
            | {
                "account": _account(
                    scene, rule="c", review=noticed, recovery=Of(pk=1), is_held=False
                )
            },
        ),
    ]


def _recoveries(scene: Scene) -> list[Sample]:
    row = {"pk": 1, "amount_fen": 9_000, "set_off_fen": 3_000, "basis": "多发一个月，本人同意抵扣"}
    moved = [
        Of(day=scene.today, reason=reason, amount=3_000)
        for reason in ("over_paid", "set_off", "repaid", "cancel")
    ]
    may = {"may_approve": True, "may_hold": True}
    return [
        Sample(
            FILLED,
            may | {"recovery": Of(state="running", **row), "postings": moved, "left_fen": 6_000},
        ),
        Sample(
            _("待审批"),
            may
            | {
                "recovery": Of(state="proposed", **{**row, "set_off_fen": 0}),
                "postings": [],
                "left_fen": 0,
            },
        ),
    ]
