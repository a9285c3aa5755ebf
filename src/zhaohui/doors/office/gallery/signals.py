"""Signals: the sign of a level, levels as sentences, evidence, the record, a chart, a field. 模拟数据."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhaohui.county.signals.track import Track, track_of
from zhaohui.county.signals.words import LevelWords, level_text, level_words
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
from zhaohui.doors.office.reading_chart import reading_chart
from zhaohui.engines.warning import Record
from zhaohui.packs.schema.signals import SignalRow

NUMBERS = [7.5, 7.1, 6.6, 6.0, 5.4, 5.8]
PERIODS = ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"]


def samples(scene: Scene) -> Samples:
    """Return the samples of what officers see of a signal."""
    return {
        "signal_level": [
            Sample(level_text(n), {"severity": n, "level": level_text(n)}) for n in range(4)
        ],
        "signal_levels": [
            Sample(FILLED, {"levels": _levels(scene, "wage-arrears")}),
            Sample(UNKNOWN, {"levels": _levels(scene, "medical-fund-months")}),
            Sample(MANY, {"levels": _levels(scene, "disaster-response")}),
            Sample(EMPTY, {"levels": []}),
        ],
        "signal_track": [
            Sample(
                FILLED, {"track": _track(scene, Record(raised=40, true=18, false=6, unknown=3))}
            ),
            Sample(UNKNOWN, {"track": _track(scene, Record(raised=3))}),
            Sample(_("控制图"), {"track": _track(scene, Record(), name="unemployment-rise")}),
        ],
        "signal_field": [
            Sample(FILLED, {"name": "value-a", "label": _("数"), "value": "5.5", "hint": "月"}),
            Sample(
                WRONG,
                {
                    "name": "value-b",
                    "label": _("数"),
                    "value": "五",
                    "error": _("请写一个数，最多四位小数。"),
                },
            ),
        ],
        "alert_evidence": [
            Sample(
                FILLED, {"evidence": [("医保类别", "未参保"), ("年龄", "46岁"), ("重病", "不知道")]}
            ),
            Sample(LONG, {"evidence": [(LONG_WORDS, LONG_WORDS)]}),
            Sample(EMPTY, {"evidence": []}),
        ],
        "alert_lines": [Sample(FILLED, {"alerts": _lines(2)}), Sample(EMPTY, {"alerts": []})],
        "alert_close": [
            Sample(FILLED, {"alert": Of(pk=1, version=1), "words": "上门看过，已经参保"}),
            Sample(EMPTY, {"alert": Of(pk=1, version=1), "words": ""}),
        ],
        "reading_chart": [
            Sample(
                FILLED, {"chart": reading_chart(NUMBERS, PERIODS, [6.0]), "words": _("填报的数")}
            ),
            Sample(
                _("没有定数"),
                {"chart": reading_chart(NUMBERS, PERIODS, []), "words": _("填报的数")},
            ),
        ],
    }


def _signal(scene: Scene, name: str) -> SignalRow:
    found = next((row for row in scene.pack.signals if row.id == name), None)
    return found or scene.pack.signals[0]


def _levels(scene: Scene, name: str) -> list[LevelWords]:
    return level_words(scene.pack, _signal(scene, name), scene.today)


def _track(scene: Scene, record: Record, *, name: str = "wage-arrears") -> Track:
    return track_of(_signal(scene, name), record, 12)


def _lines(many: int) -> list[dict[str, object]]:
    return [
        {
            "href": "#",
            "title": "模拟预警",
            "severity": n + 1,
            "level": level_text(n + 1),
            "due": "2026-12-01 23:59",
        }
        for n in range(many)
    ]
