"""Outreach: a contact line, its steps and wishes, messages, texts, the funnel, the inbox. 模拟数据."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from zhaohui.county.outreach.funnel import Stage
from zhaohui.county.outreach.models import (
    Channel,
    Consent,
    ContactLine,
    ContactStop,
    Outbox,
    Reason,
    StopWhy,
    WishSource,
)
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    MANY,
    UNKNOWN,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.office.outreach_samples import samples as texts

WISHES = [(Channel.INBOX, None), (Channel.SMS, True), (Channel.LETTER, False)]
STEPS = [("tell", _("已当面告知，本人再想想")), ("confirm", _("本人同意办")), ("refuse", _("不办"))]


def samples(scene: Scene) -> Samples:
    """Return the samples of outreach."""
    found = _found(scene)
    noting = {"found": found, "may_note": True, "sources": WishSource.choices[1:]}
    answers = {"steps": STEPS, "consents": Consent.choices, "reasons": Reason.choices}
    return {
        "outreach_facts": _facts(scene),
        "outreach_steps": [Sample(FILLED, {"found": found} | answers)],
        "outreach_wishes": [
            Sample(FILLED, noting),
            Sample(_("停止联系"), noting | {"found": _found(scene, stop=StopWhy.ASKED)}),
            Sample(_("只能看"), noting | {"may_note": False}),
        ],
        "outreach_messages": [
            Sample(FILLED, {"messages_sent": [_message(scene)]}),
            Sample(
                _("没有送到"), {"messages_sent": [_message(scene, state="failed", fault="空号")]}
            ),
            Sample(EMPTY, {"messages_sent": []}),
        ],
        "outreach_samples": [Sample(MANY, {"samples": texts(scene.pack)})],
        "outreach_stages": _stages(scene),
        "inbox_message": _inbox(scene),
        "inbox_wishes": [
            Sample(UNKNOWN, {"wishes": [(channel, None) for channel in Channel], "stop": None}),
            Sample(FILLED, {"wishes": WISHES, "stop": None}),
            Sample(_("停止联系"), {"wishes": WISHES, "stop": ContactStop(why=StopWhy.ASKED)}),
        ],
    }


def _line(scene: Scene, **words: object) -> ContactLine:
    values = {"amount_fen": 10_000, "found_on": scene.today, "rule": scene.pack.rules[0].id}
    return ContactLine(pk=1, person_id=1, is_synthetic=True, **values | words)


def _found(scene: Scene, *, stop: str = "", line: ContactLine | None = None) -> Of:
    rule = next(rule for rule in scene.pack.rules if rule.amount)
    return Of(
        line=line or _line(scene),
        person=Of(pk=1),
        rule=rule,
        why=[each.yes for each in rule.conditions],
        bring="请带上：身份证。",
        contact="请问村里的工作人员。",
        wishes=WISHES,
        stop=ContactStop(why=stop) if stop else None,
    )


def _facts(scene: Scene) -> list[Sample]:
    place = {"place": "模拟镇 模拟村", "may_read": True}
    day = scene.today
    done = _line(
        scene,
        amount_fen=None,
        told_on=day,
        confirmed_on=day,
        closed_on=day,
        consent=Consent.SPOKEN,
        reason=Reason.OTHER,
        quiet_until=day + dt.timedelta(days=30),
    )
    bare = _found(scene, line=done)
    bare.why, bare.bring = [], ""
    long = _found(scene)
    long.why, long.contact = [LONG_WORDS] * 3, LONG_WORDS
    return [
        Sample(FILLED, place | {"found": _found(scene)}),
        Sample(UNKNOWN, place | {"found": bare, "may_read": False}),
        Sample(LONG, place | {"found": long}),
    ]


def _message(scene: Scene, **words: object) -> Outbox:
    values: dict[str, object] = {"state": "sent", "channel": "inbox", "template": "missing-inbox"}
    values |= {"line": _line(scene, state="told")} | words
    return Outbox(
        pk=1,
        key="line-1-1",
        template_version=1,
        subject="您可能可以享受模拟津贴",
        body="按登记的情况，您符合条件。\n要办的话，请点“我要办”。",
        sent_at=dt.datetime.combine(scene.today, dt.time(10), dt.UTC),
        **values,
    )


def _stages(scene: Scene) -> list[Sample]:
    days = {"told": 1.0, "confirmed": 2.5, "awarded": None}
    other = {"unreachable": 1, "already_known": 0, "opted_out": 2, "lapsed": 3}
    stage = Stage("x", found=1_200, told=800, confirmed=90, awarded=60, refused=12, other=other, days=days)  # fmt: skip
    rows = [(name, stage) for name in scene.rules(3)]
    return [
        Sample(FILLED, {"rows": rows, "is_by_town": False, "is_synthetic": True}),
        Sample(MANY, {"rows": rows * 4, "is_by_town": True, "is_synthetic": False}),
    ]


def _inbox(scene: Scene) -> list[Sample]:
    reasons = {"reasons": Reason.choices}

    def shown(state: str, steps: list[str], **words: object) -> dict[str, object]:
        message = _message(scene)
        message.line = _line(scene, state=state, **words)
        return reasons | {"message": message, "steps": steps}

    today = scene.today
    return [
        Sample(FILLED, shown("told", ["confirm"])),
        Sample(_("免申即享"), shown("told", ["confirm"], is_award=True)),
        Sample(_("以后再说"), shown("told", ["confirm"], quiet_until=today)),
        Sample(_("已确认"), shown("confirmed", ["take_back"], confirmed_on=today)),
        Sample(_("不办"), shown("refused", [])),
        Sample(_("已不需要"), shown("lapsed", [], ended_on=today)),
        Sample(_("办件的告知"), {"message": _message(scene, line=None, case_id=1), "steps": []}),
        Sample(_("日子的提醒"), {"message": _message(scene, line=None, duty_id=1), "steps": []}),
    ]
