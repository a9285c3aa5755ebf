"""Benefits that meet, the layers of social assistance, what is paid together. 模拟数据."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.county.payments.due_list import Due, DueLine, DueSum, Owed
from zhaohui.county.payments.words import HELD_BACK
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
from zhaohui.doors.portal.benefit_list import ListedBenefit, ListedFigure


def samples(scene: Scene) -> Samples:
    """Return the samples of relations, layers and payrolls."""
    return {
        "meets": _meets(),
        "relation_group": _relations(scene),
        "aid_layers": _layers(scene),
        "service_class": _classes(scene),
        "listed_benefit": _listed(scene),
        "payroll_sums": _sums(),
        "payroll_lines": _lines(scene),
    }


def _meets() -> list[Sample]:
    def met(kind: str, note: str = "") -> dict[str, str]:
        return {"name": "模拟待遇", "kind": kind, "owner": "民政", "note": note}

    kinds = ("excludes", "together", "higher", "then", "open")
    return [
        Sample(FILLED, {"meets": [met("excludes")]}),
        Sample(UNKNOWN, {"meets": [met("open")]}),
        Sample(MANY, {"meets": [met(kind) for kind in kinds]}),
        Sample(LONG, {"meets": [met("then", LONG_WORDS)]}),
    ]


def _relations(scene: Scene) -> list[Sample]:
    one, other = scene.pack.rules[:2]

    def shown(kind: str, n: int = 1, **given: Any) -> dict[str, Any]:
        plain = {"rule": one, "other": other, "parameter": "", "owner": "", "note": "",
                 "verification": "unverified"}  # fmt: skip
        row = {"meeting": Of(**plain | given), "source": scene.pack.sources[0], "conflicts": 3}
        words = {"kind": kind, "name": _("不能同时享受"), "meaning": _("两项要选一项。")}
        return {"group": words | {"rows": [row] * n}, "may_count": True, "may_list": True}

    figure: dict[str, Any] = {"parameter": scene.pack.parameters[0].name, "owner": "民政"}
    return [
        Sample(FILLED, shown("excludes")),
        Sample(_("只看数"), shown("excludes") | {"may_list": False}),
        Sample(UNKNOWN, shown("open", **figure)),
        Sample(MANY, shown("then", 6, note=LONG_WORDS)),
    ]


def _layers(scene: Scene) -> list[Sample]:
    rule = scene.pack.rules[0]
    opened = [{"rule": rule.id, "name": rule.name}]

    def layer(status: str, **given: Any) -> dict[str, Any]:
        plain = {"name": "模拟层", "status": status, "has": False, "is_first": False, "rules": [],
                 "opens": [], "note": ""}  # fmt: skip
        return plain | given

    words = {"id": rule.id, "name": rule.name, "service": rule.service, "conditions": ["模拟条件"]}
    return [
        Sample(FILLED, {"layers": [layer("yes", is_first=True, opens=opened), layer("no")]}),
        Sample(UNKNOWN, {"layers": [layer("unknown", note=LONG_WORDS)]}),
        Sample(_("已经是"), {"layers": [layer("yes", has=True)]}),
        Sample(MANY, {"layers": [layer("", rules=[words], opens=opened)] * 3}),
    ]


def _classes(scene: Scene) -> list[Sample]:
    domain = scene.pack.domains[0]
    plain = {"kind": "simulated", "name": "模拟类", "provided": "模拟单位", "boundary": "模拟界限",
             "price": "模拟价格", "line": 1, "gap": "", "source": scene.pack.sources[0].source_id}  # fmt: skip

    def shown(n: int = 0, **given: Any) -> dict[str, Any]:
        named = [{"name": "模拟服务", "domain": domain, "line": 2, "note": LONG_WORDS}] * n
        row = Of(**plain | given)
        return {
            "class": {"row": row, "source": scene.pack.sources[0], "domains": [], "named": named}
        }

    slots = shown()["class"] | {"domains": [{"domain": domain, "n": 9}]}
    return [
        Sample(FILLED, {"class": slots}),
        Sample(UNKNOWN, shown(price="", line=None, gap=LONG_WORDS)),
        Sample(MANY, shown(3)),
    ]


def _listed(scene: Scene) -> list[Sample]:
    rule = next(rule for rule in scene.pack.rules if rule.amount and rule.service)
    other = next(rule for rule in scene.pack.rules if rule.in_kind and not rule.service)

    def figure(**given: Any) -> ListedFigure:
        plain: dict[str, Any] = {"name": "模拟标准", "unit": "元/月", "figures": [("一级", "¥120.00")], "gap": "",
                 "source": scene.pack.sources[0], "verification": "secondary", "is_new": False}  # fmt: skip
        return ListedFigure(**plain | given)

    gap = figure(figures=[], gap=LONG_WORDS, source=None, verification="placeholder")
    new = figure(is_new=True, figures=[("一级", "¥120.00"), ("", "¥90.00")])
    return [
        Sample(FILLED, {"benefit": ListedBenefit(rule, [figure()])}),
        Sample(UNKNOWN, {"benefit": ListedBenefit(rule, [gap])}),
        Sample(MANY, {"benefit": ListedBenefit(rule, [new, figure(), gap])}),
        Sample(EMPTY, {"benefit": ListedBenefit(other, [])}),
    ]


def _sums() -> list[Sample]:
    def shown(*parts: DueSum) -> dict[str, Any]:
        row = Of(id="simulated", name="模拟清册", unit="月")
        lines = [{"name": "模拟津贴", "sum": part} for part in parts]
        due = sum(part.due_fen for part in parts)
        found = {"row": row, "people": 1_234, "lines": lines, "due_fen": due}
        return {"payroll": found, "may_list": True, "is_alone": False}

    whole = DueSum(
        rule="a", rows=1_200, unknown=0, due_fen=12_000_000, drawn=1_190, drawn_fen=11_900_000
    )
    part = DueSum(rule="b", rows=34, unknown=4, due_fen=300_000, drawn=0, drawn_fen=0)
    return [
        Sample(FILLED, shown(whole)),
        Sample(_("只看数"), shown(whole) | {"may_list": False}),
        Sample(_("清单自己的页"), shown(part) | {"is_alone": True}),
        Sample(UNKNOWN, shown(part)),
        Sample(MANY, shown(whole, part, whole)),
        Sample(EMPTY, shown()),
    ]


def _lines(scene: Scene) -> list[Sample]:
    one, other = scene.pack.rules[:2]
    owed = Owed(since=dt.date(2025, 1, 1), months=3, owed_fen=3_000)

    def shown(n: int = 1, name: str = "模拟甲", **given: Any) -> dict[str, Any]:
        due = {one.id: Due(fen=12_000, ledger_fen=12_000)} | given.get("due", {})
        line = DueLine(person=1, name=name, area="", due=due, arrears=given.get("arrears", {}))
        cells = [
            {
                "due": due.get(rule.id),
                "held": HELD_BACK.get(due[rule.id].held, "") if rule.id in due else "",
                "owed": line.arrears.get(rule.id),
            }
            for rule in (one, other)
        ]
        row = {"place": "模拟村", "cells": cells, "line": line}
        return {
            "rules": [one, other],
            "lines": [row] * n,
            "unit": "月",
            "is_synthetic": True,
            "may_open": True,
        }

    return [
        Sample(FILLED, shown()),
        Sample(_("有补差"), shown(arrears={one.id: owed})),
        Sample(
            _("和台账不一样，已造册"),
            shown(due={one.id: Due(fen=11_000, ledger_fen=12_000, is_drawn=True)}),
        ),
        Sample(UNKNOWN, shown(due={other.id: Due(fen=None, held="amount")})),
        Sample(EMPTY, shown(name="")),
        Sample(MANY, shown(8, name=LONG_WORDS)),
    ]
