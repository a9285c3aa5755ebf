"""A record's dealings 往来: handed on, accounts, tied to other records; a register's totals. 模拟数据."""

from __future__ import annotations

from types import SimpleNamespace

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from zhaohui.county.dealings.books import Total
from zhaohui.county.dealings.fitting import Candidate, Reason
from zhaohui.county.dealings.told import EntryLine, ReferralLine
from zhaohui.county.oversight.story import Answer
from zhaohui.county.oversight.terms import TaskClock
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.reckoning import Result
from zhaohui.doors.office.dealings_page import AccountView, MatchView, TieLine
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
from zhaohui.packs.schema.dealings import AccountRow, EntryRow, MatchRow, PotRow, ReferralRow

PLACE = "sample"
KIND = ReferralRow(place=PLACE, id="sample", name="模拟转办", department="模拟部门")
MATCH = MatchRow(place=PLACE, id="sample", name="模拟对接", to="sample")
ACCOUNT = AccountRow(
    place=PLACE,
    id="sample",
    name="模拟账",
    unit="fen",
    pots=(PotRow(place=PLACE, id="pot", name="模拟结余"),),
    entries=(EntryRow(place=PLACE, id="in", name="模拟拨入", target="pot"),),
)


def samples(scene: Scene) -> Samples:
    """Return the samples of the parts of a record's page and of a register's list."""
    return {
        "record_referrals": _referrals(scene),
        "record_account": _accounts(scene),
        "record_ties": _ties(scene),
        "record_match": _matches(),
        "record_reckoned": [
            Sample(FILLED, {"reckoned": [_result("3.00 人", value=300)]}),
            Sample(EMPTY, {"reckoned": [_result("", lacking=["模拟参数"])]}),
        ],
        "register_totals": [
            Sample(
                FILLED,
                {
                    "totals": [
                        Total("模拟账", "模拟拨入", said("%(yuan)s 元") % {"yuan": "1,200.00"}, 3)
                    ]
                },
            ),
            Sample(LONG, {"totals": [Total(LONG_WORDS, LONG_WORDS, "0", 0)]}),
        ],
    }


def _result(text: str, *, value: int | None = None, lacking: list[str] | None = None) -> Result:
    return Result(
        name="模拟核算", text=text, formula="模拟甲 * 模拟乙", lacking=lacking or [], value=value
    )


def _referrals(scene: Scene) -> list[Sample]:
    task = Of(department="模拟部门", get_state_display=said("已答复"))
    clock = TaskClock(colour="none", words=said("没有设定期限"))
    answer = Answer("已经解决", "模拟答复", "", scene.today)

    def line(words: str, told: Answer | None) -> ReferralLine:
        referral: object = Of(task_id=1, task=task)
        return ReferralLine(referral, "模拟转办", words, clock, told)  # type: ignore[arg-type] # a stand-in

    shown = {"record": Of(version=1), "may_refer": [KIND]}
    return [
        Sample(FILLED, {"referrals": [line("模拟情况", answer)], **shown}),
        Sample(LONG, {"referrals": [line(LONG_WORDS, None)], **shown}),
        Sample(EMPTY, {"referrals": [], **shown, "may_refer": []}),
    ]


def _accounts(scene: Scene) -> list[Sample]:
    def line(words: str, *, is_reversed: bool) -> EntryLine:
        entry: object = Of(pk=1, posting=Of(day=scene.today), by_label="模拟岗位")
        amount = said("%(yuan)s 元") % {"yuan": "1,200.00"}
        return EntryLine(
            entry,  # type: ignore[arg-type] # a stand-in
            "模拟拨入",
            amount,
            words,
            is_reversed,
            not is_reversed,
        )

    balances = [("模拟结余", said("%(yuan)s 元") % {"yuan": "1,200.00"})]
    unit = said("元")
    full = AccountView(
        ACCOUNT, balances, list(ACCOUNT.entries), unit, [line("模拟凭证", is_reversed=False)]
    )
    undone = AccountView(ACCOUNT, balances, [], unit, [line(LONG_WORDS, is_reversed=True)])
    bare = AccountView(ACCOUNT, balances, [], unit, [])
    states = ((FILLED, full), (_("已冲正"), undone), (EMPTY, bare))
    return [Sample(state, {"record": Of(version=1), "view": view}) for state, view in states]


def _line(scene: Scene, name: str, *, may: bool) -> TieLine:
    tie: object = Of(pk=1, get_state_display=said("已推荐"), since=scene.today)
    steps = [("agreed", said("谈成了"))] if may else []
    return TieLine(tie, name, "模拟记录", "/", steps)  # type: ignore[arg-type] # a stand-in


def _ties(scene: Scene) -> list[Sample]:
    base: dict[str, object] = {"record": Of(version=1), "matches": [], "may_tie": True}
    own = {"ties": [_line(scene, "模拟对接", may=True)], "tied_from": []}
    other = {"ties": [], "tied_from": [_line(scene, LONG_WORDS, may=False)]}
    none: dict[str, object] = {"ties": [], "tied_from": [], "matches": [MatchView(MATCH, None)]}
    return [
        Sample(FILLED, base | own),
        Sample(_("从别的台账来的"), base | other),
        Sample(EMPTY, base | none),
    ]


def _matches() -> list[Sample]:
    def found(verdict: str, title: str, told: str, *, is_met: bool | None) -> object:
        reasons = (Reason("模拟条件", "是", told, is_met),)
        candidate = Candidate(Record(pk=1), verdict, reasons)  # type: ignore[arg-type] # one of three
        return (candidate, title, "模拟镇", "/")

    several = [
        found("fits", "模拟岗位甲", "是", is_met=True),
        found("open", "模拟岗位乙", "", is_met=None),
        found("excluded", LONG_WORDS, "否", is_met=False),
    ]
    base = {"record": Of(version=1), "may_tie": True}
    shown = SimpleNamespace(match=MATCH, found=several)
    nothing = SimpleNamespace(match=MATCH, found=[])
    return [
        Sample(FILLED, base | {"view": shown}),
        Sample(_("没有找到"), base | {"view": nothing}),
        Sample(_("还没有找"), base | {"view": MatchView(MATCH, None)}),
    ]
