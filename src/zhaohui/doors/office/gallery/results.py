"""What the rules say: the check's results, a rule in words, a parameter's tables, what a value changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.county.entitlements.queries import TownCount
from zhaohui.county.places.queries import town_cells
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
from zhaohui.doors.portal.choropleth import Map, draw
from zhaohui.doors.portal.county_page import TownLine, share, total
from zhaohui.doors.portal.parameter_tables import parameter_table
from zhaohui.doors.portal.service_rules import rule_in_words
from zhaohui.doors.told import HEADS, sections
from zhaohui.engines.rules.spec import Parameter


def samples(scene: Scene) -> Samples:
    """Return the samples of results."""
    return {
        **_findings(scene),
        **_rules(scene),
        **_towns(scene),
        **_told(),
        "effects": _effects(scene),
        "case_changes": _case_changes(scene),
    }


def _findings(scene: Scene) -> Samples:
    rule = next(rule for rule in scene.pack.rules if rule.amount and rule.service)
    row: dict[str, Any] = {
        "id": rule.id,
        "service": rule.service,
        "name": rule.name,
        "subject": "模拟甲（1941年生）",
        "amount_fen": 10_000,
        "unit": rule.unit,
        "in_kind": "",
        "sentences": [condition.yes for condition in rule.conditions],
        "missing": [],
        "excludes": [],
        "meets": [],
        "verification": rule.verification,
        "stale": [],
        "citations": [],
    }
    lack = Of(
        words="模拟标准", who="", help="", department="模拟部门", contact=None, is_figure=True
    )
    fact = Of(
        words="有没有残疾证？", who="模拟乙", help="", department="模拟部门", contact=None,
        is_figure=False,
    )  # fmt: skip
    open_row = row | {"amount_fen": None, "missing": [lack, fact]}
    met = {"name": "模拟待遇", "kind": "excludes", "owner": "", "note": ""}
    others = {"excludes": scene.rules(3), "stale": ["模拟标准"], "meets": [met]}
    return {
        "finding_yes": [
            Sample(_("有金额"), {"row": row}),
            Sample(_("金额还差"), {"row": open_row}),
            Sample(STALE, {"row": row | others}),
            Sample(LONG, {"row": row | {"in_kind": LONG_WORDS, "name": LONG_WORDS}}),
        ],
        "finding_unknown": [
            Sample(FILLED, {"row": open_row}),
            Sample(MANY, {"row": open_row | {"missing": [fact] * 8}}),
        ],
        "finding_no": [
            Sample(FILLED, {"row": row, "reasons": [("不满80周岁", "模拟甲")]}, "list"),
            Sample(MANY, {"row": row, "reasons": [(LONG_WORDS, "模拟甲、模拟乙")] * 3}, "list"),
        ],
    }


def _told() -> Samples:
    """A finding told in sentences, opened and to be opened; one with every kind of sentence."""
    few = sections([{"kind": "condition", "text": "已满80周岁。", "state": "yes"}])
    said = [
        {"kind": "condition", "text": "未满80周岁。", "state": "no"},
        {"kind": "condition", "text": "是不是“低收入老人”，还不能确定。", "state": "unknown"},
        *({"kind": kind, "text": "模拟的一句话。", "state": ""} for kind in HEADS),
    ]
    row = {
        "name": "模拟津贴",
        "asks": "simulated.0",
        "member": 0,
        "why_of": "模拟甲",
        "why_verdict": "不符合模拟津贴的条件。",
    }
    long = sections([{"kind": "change", "text": LONG_WORDS + LONG_CODE, "state": ""}])
    return {
        "told": [
            Sample(FILLED, {"sections": few}),
            Sample(MANY, {"sections": sections(said)}),
            Sample(LONG, {"sections": long}),
        ],
        "why": [
            Sample(_("可以问"), {"row": row}),
            Sample(FILLED, {"row": row | {"why": sections(said)}}),
        ],
    }


def _case_changes(scene: Scene) -> list[Sample]:
    rule = next(rule for rule in scene.pack.rules if rule.cases)
    case = rule.cases[0]
    change = Of(
        rule=rule, case=case, day=case.as_of, before="不符合", after="可以享受", is_own_day=False
    )
    own = Of(
        rule=rule, case=case, day=case.as_of, before="不符合", after=LONG_WORDS, is_own_day=True
    )
    return [
        Sample(FILLED, {"shown": Of(cases_run=12, cases=[change], broken=0)}),
        Sample(MANY, {"shown": Of(cases_run=12, cases=[own, change], broken=1)}),
        Sample(_("没有变化"), {"shown": Of(cases_run=12, cases=[], broken=0)}),
        Sample(EMPTY, {"shown": Of(cases_run=0, cases=[], broken=0)}),
    ]


def _rules(scene: Scene) -> Samples:
    words = [rule_in_words(scene.pack, scene.book, rule, scene.today) for rule in scene.pack.rules]
    with_table = next(each for each in words if each.tables)
    shortest = min(words, key=lambda each: len(each.rule.conditions))
    most = max(words, key=lambda each: len(each.tables))
    stale = next((each for each in words if each.is_stale), None)
    rules = {
        each.rule.id: (state, each)  # one rule may be several of these
        for state, each in ((EMPTY, shortest), (MANY, most), (STALE, stale), (FILLED, with_table))
        if each
    }
    ordered = sorted(rules.values(), key=lambda pair: pair[0] is not FILLED)
    tables = [parameter_table(scene.pack, each, scene.today) for each in _parameters(scene)]
    return {
        "rule": [Sample(state, {"words": each}) for state, each in ordered],
        "parameter": [
            Sample(state, {"table": table})
            for state, table in zip((FILLED, MANY, UNKNOWN), tables, strict=True)
        ],
    }


def _parameters(scene: Scene) -> list[Parameter]:
    """A parameter with one figure, the one with most figures, one whose figure nobody has read."""
    held = list(scene.book.parameters.values())
    single = next(p for p in held if isinstance(p.versions[0].value, int))
    most = max(held, key=_figures)
    gap = next(p for p in held if any(v.gap for v in p.versions))
    return [single, most, gap]


def _figures(parameter: Parameter) -> int:
    """How many figures a parameter holds in all its versions."""
    return sum(len(each.value) for each in parameter.versions if isinstance(each.value, Mapping))


def _towns(scene: Scene) -> Samples:
    rule = next(rule for rule in scene.pack.rules if rule.amount)
    run = Of(as_of=scene.today, is_synthetic=True)
    counts = [
        TownCount(town.code, yes=number * 7, no=200, unknown=number, amount_fen=number * 70_000)
        for number, town in enumerate(scene.pack.towns)
    ]
    lines = [TownLine(t, c, share(c)) for t, c in zip(scene.pack.towns, counts, strict=True)]
    none = [TownLine(town, TownCount(town.code), None) for town in scene.pack.towns]
    table = {"run": run, "rule": rule}
    shares = {line.town.code: line.share for line in lines if line.share is not None}
    return {
        "town_table": [
            Sample(FILLED, table | {"lines": lines, "total": total(lines)}),
            Sample(EMPTY, table | {"lines": none, "total": total(none)}),
        ],
        "map": [
            Sample(state, {"map": drawn, "run": run, "map_credit": scene.pack.attribution.outline})
            for state, drawn in ((FILLED, _map(scene, shares)), (EMPTY, _map(scene, {})))
            if drawn
        ],
    }


def _map(scene: Scene, shares: dict[str, float]) -> Map | None:
    cells = town_cells(scene.pack)
    return draw(scene.pack, cells, shares) if cells else None


def _effects(scene: Scene) -> list[Sample]:
    rule = next(rule for rule in scene.pack.rules if rule.amount)
    before = Of(unknown=120, yes=0, no=40, amount_fen=0, unpriced=3)
    after = Of(unknown=20, yes=80, no=60, amount_fen=640_000, unpriced=0)
    shown: dict[str, Any] = {
        "warning": "",
        "rules": [rule],
        "effects": [Of(rule=rule, before=before, after=after)],
        "swept_on": scene.today,
        "settled": 100,
        "is_synthetic": True,
        "counted_on": None,
        "cases_run": 0,
        "cases": [],
        "broken": 0,
        "table": parameter_table(scene.pack, _parameters(scene)[0], scene.today),
    }
    return [
        Sample(FILLED, {"shown": Of(**shown)}),
        Sample(_("可疑的数"), {"shown": Of(**shown | {"warning": LONG_WORDS + LONG_CODE})}),
        Sample(_("以后生效"), {"shown": Of(**shown | {"counted_on": scene.today})}),
        Sample(_("还没有比对"), {"shown": Of(**shown | {"effects": None})}),
        Sample(EMPTY, {"shown": Of(**shown | {"rules": []})}),
    ]
