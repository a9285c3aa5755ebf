"""A person's page: head, tabs, facts, sealed numbers, family, findings, uses of data. 模拟数据."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_CODE,
    LONG_WORDS,
    MANY,
    STALE,
    UNKNOWN,
    Of,
    Sample,
    Samples,
    Scene,
)
from zhaohui.doors.portal.data_uses import DataUse, FieldGroup

PERSON = Of(pk=1, name="模拟甲")
TABS = [
    {"href": "/", "label": _("事实"), "current": True},
    {"href": "/", "label": _("家庭成员"), "current": False},
    {"href": "/", "label": _("比对结果"), "current": False},
]


def samples(scene: Scene) -> Samples:
    """Return the samples of a person's page."""
    head = {"person": PERSON, "about": "女 · 83 岁", "purpose": "走访核实", "tabs": TABS}
    asked = {"request": Of(path="/")}
    nameless = {"person": Of(pk=1, name=None), "about": ""}
    return {
        "person_head": [
            Sample(FILLED, head | asked),
            Sample(_("没有登记姓名"), head | asked | nameless),
            Sample(LONG, head | asked | {"purpose": LONG_WORDS, "tabs": TABS * 4}),
        ],
        "person_tabs": [Sample(FILLED, {"tabs": TABS}), Sample(MANY, {"tabs": TABS * 4})],
        "person_facts": _facts(scene),
        "person_sealed": _sealed(),
        "person_members": _members(),
        "person_finding": _finding(scene),
        "ledger_rows": _ledger(scene),
        "data_use": _uses(scene),
    }


def _facts(scene: Scene) -> list[Sample]:
    facts = scene.pack.facts
    origin = Of(department=facts[0].source, as_of=scene.today)
    fresh = {"origin": origin, "is_stale": False, "age_days": 30, "text": "模拟值"}
    lines = [Of(fact=fact, **fresh) for fact in facts[:3]]
    sensitive = next((fact for fact in facts if fact.privacy == "sensitive"), facts[0])
    old = Of(fact=sensitive, **fresh | {"is_stale": True, "age_days": 900})
    long = Of(fact=facts[0], **fresh | {"text": LONG_WORDS})
    unknown = [Of(fact=fact) for fact in facts[:20]]
    groups = {
        FILLED: Of(department=facts[0].source, known=lines, unknown=unknown[:1]),
        STALE: Of(department=facts[0].source, known=[old], unknown=[]),
        LONG: Of(department=facts[0].source, known=[long] * 2, unknown=[]),
        UNKNOWN: Of(department=facts[0].source, known=[], unknown=unknown),
    }
    return [Sample(state, {"facts": Of(groups=[group])}) for state, group in groups.items()]


def _sealed() -> list[Sample]:
    def shown(**given: Any) -> dict[str, Any]:
        field = {"name": "identity_number", "label": _("身份证号"), "is_open": False, "text": ""}
        return {
            "person": PERSON,
            "may_reveal": given.pop("may_reveal", False),
            "sealed": [Of(**field | given)],
        }

    return [
        Sample(_("可以看完整的"), shown(text="**************0000", may_reveal=True)),
        Sample(_("只看末四位"), shown(text="**************0000")),
        Sample(_("正在看"), shown(text="000000000000000000", is_open=True, may_reveal=True)),
        Sample(EMPTY, shown()),
    ]


def _members() -> list[Sample]:
    def member(pk: int, name: str | None, relation: str | None) -> Of:
        return Of(pk=pk, name=name, relation=relation, sex="女", age=30 + pk)

    family = [member(1, "模拟甲", "户主"), member(2, "模拟乙", "子女")]
    home = {"kind": _("共同生活家庭"), "number": "0001", "members": family, "out_of_reach": 0}
    return [
        Sample(FILLED, {"person": PERSON, "home": Of(**home)}),
        Sample(_("有人在辖区外"), {"person": PERSON, "home": Of(**home | {"out_of_reach": 2})}),
        Sample(
            UNKNOWN,
            {"person": PERSON, "home": Of(**home | {"members": [member(3, None, None)]})},
        ),
    ]


def _ledger(scene: Scene) -> list[Sample]:
    rule = next(rule for rule in scene.pack.rules if rule.amount)

    def line(**given: Any) -> Of:
        amounts = {"amount_fen": 10_000, "held_fen": None, "since": scene.today}
        words: dict[str, Any] = {"reasons": [rule.conditions[0].yes], "needs": [], "until": None}
        state = {
            "state": _("漏保"),
            "version": Of(loaded_at=scene.today, content_hash="0123456789abcdef"),
        }
        known = {"rule": rule, **words, **state}
        return Of(row=Of(**amounts | given.pop("row", {})), **known | given)

    lacking = line(state=_("待补证据"), reasons=[], needs=["月收入"], row={"amount_fen": None})
    past = line(until=scene.today, row={"held_fen": 9_000})
    long = line(reasons=[LONG_WORDS], needs=[LONG_WORDS])
    caption = {"caption": _("台账")}
    return [
        Sample(FILLED, {"rows": [line(), past], **caption}),
        Sample(UNKNOWN, {"rows": [lacking], **caption}),
        Sample(LONG, {"rows": [long], **caption}),
        Sample(EMPTY, {"rows": [], **caption}),
    ]


def _finding(scene: Scene) -> list[Sample]:
    rule = next(rule for rule in scene.pack.rules if rule.amount)
    row: dict[str, Any] = {
        "rule": rule,
        "status": "yes",
        "amount_fen": 10_000,
        "is_household": False,
        "sentences": [condition.yes for condition in rule.conditions],
        "needs": [],
        "missing_figures": [],
        "stale": [],
    }
    lacking = {"status": "unknown", "amount_fen": None, "sentences": [], "needs": ["月收入"]}
    refused = {"status": "no", "amount_fen": None, "sentences": [LONG_WORDS]}
    old = {"stale": ["模拟标准"], "is_household": True, "missing_figures": ["模拟标准"]}
    states: dict[Any, dict[str, Any]] = {
        _("符合"): {},
        _("还缺信息"): lacking,
        _("不符合"): refused,
        STALE: old,
    }
    return [
        Sample(state, {"row": Of(**row | other), "person": PERSON, "may_trace": True})
        for state, other in states.items()
    ]


def _uses(scene: Scene) -> list[Sample]:
    names = tuple(fact.name for fact in scene.pack.facts)
    use = DataUse(
        number=1,
        at="2025-03-01 09:30",
        who="模拟单位 模拟岗位",
        did=str(_("看了您的信息")),
        purpose="走访核实",
        groups=(FieldGroup(department=scene.pack.facts[0].source, names=names[:3]),),
        others=0,
        is_own=False,
    )
    shown = {"number": 2, "others": 3, "purpose": LONG_WORDS + LONG_CODE}
    many = DataUse(
        **vars(use) | shown | {"groups": (FieldGroup(department="模拟部门", names=names),)}
    )
    nothing = DataUse(**vars(use) | {"groups": (), "purpose": ""})
    return [
        Sample(state, {"use": each}, "table")
        for state, each in ((FILLED, use), (MANY, many), (EMPTY, nothing))
    ]
