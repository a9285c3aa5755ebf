"""The standing ledger: the table of rules, what will turn, a resident's own benefit. 模拟数据."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from zhaohui.county.entitlements.ledger_queries import StateCounts
from zhaohui.doors.office.gallery.sample import (
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
from zhaohui.doors.office.ledger_page import Cell, Line, Table
from zhaohui.engines.ledger import State
from zhaohui.packs.schema.rules import RuleRow


def samples(scene: Scene) -> Samples:
    """Return the samples of the ledger."""
    rule = next(rule for rule in scene.pack.rules if rule.amount and rule.service)
    return {
        "ledger_table": _table(scene),
        "coming": _coming(scene, rule),
        "my_benefit": _mine(rule),
    }


def _table(scene: Scene) -> list[Sample]:
    def table(*rules: RuleRow) -> Table:
        counts = StateCounts("", missing_fen=12_000, over_fen=0)
        cells = [
            Cell("missing", str(_("漏保")), 1_234, is_wanting=True),
            Cell("held", str(_("在享")), 0),
        ]
        lines = [Line(rule.id, rule.name, counts, rule=rule, cells=list(cells)) for rule in rules]
        return Table(lines, Line("", "", counts, cells=cells))

    words = {"caption": _("要处理的"), "area": "", "is_synthetic": True}
    rules = scene.pack.rules
    return [
        Sample(FILLED, {"table": table(*rules[:2]), "may_list": True, **words}),
        Sample(_("只看数"), {"table": table(*rules[:2]), "may_list": False, **words}),
        Sample(MANY, {"table": table(*rules[:12]), "may_list": True, **words}),
    ]


def _coming(scene: Scene, rule: RuleRow) -> list[Sample]:
    def turn(**given: Any) -> Of:
        amounts = {"amount_before": 10_000, "amount_after": 20_000}
        known = {"rule": rule, "day": scene.today, "before": "no", "after": "yes", **amounts}
        return Of(**known | {"sentences": [rule.conditions[0].yes], "needs": []} | given)

    def coming(*turns: Of, **given: Any) -> dict[str, Any]:
        return {"coming": Of(**{"turns": turns, "running_out": [], **given})}

    ending = turn(before="yes", after="no", sentences=[rule.conditions[0].no])
    unknown = turn(before="yes", after="unknown", sentences=[], needs=["月收入"])
    return [
        Sample(FILLED, coming(turn(), ending, running_out=[(rule, scene.today)])),
        Sample(_("金额变化"), coming(turn(before="yes"))),
        Sample(UNKNOWN, coming(unknown)),
        Sample(LONG, coming(turn(sentences=[LONG_WORDS]))),
        Sample(_("没有要变的"), coming()),
    ]


def _mine(rule: RuleRow) -> list[Sample]:
    def mine(**given: Any) -> dict[str, Any]:
        row = {"is_held": False, "status": 1, "state": State.MISSING, "amount_fen": 10_000}
        row |= {"held_fen": None} | given.pop("row", {})
        words: dict[str, Any] = {"reasons": [rule.conditions[0].yes], "needs": [], "figures": []}
        return {
            "mine": Of(**{"rule": rule, "row": Of(**row), "is_doubtful": False, **words, **given})
        }

    paid = {"is_held": True, "held_fen": 9_000}
    return [
        Sample(FILLED, mine()),
        Sample(_("在享"), mine(row=paid | {"state": State.HELD})),
        Sample(_("金额不符"), mine(is_doubtful=True, row=paid | {"state": State.DIFFERS})),
        Sample(
            _("可能不再符合"),
            mine(is_doubtful=True, reasons=[], row=paid | {"status": 0, "state": State.OVER}),
        ),
        Sample(
            UNKNOWN,
            mine(reasons=[], needs=["月收入"], figures=["模拟标准"], row={"amount_fen": None}),
        ),
        Sample(LONG, mine(reasons=[LONG_WORDS], needs=[LONG_WORDS])),
    ]
