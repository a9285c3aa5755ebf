"""Visits: the sync line, a stop with its form, reports, what a village desk counts. 模拟数据."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from zhaohui.county.cases.models import Channel
from zhaohui.county.visits.entry_view import EntryCard
from zhaohui.county.visits.models import About, Button, Outcome, VisitEntry
from zhaohui.county.visits.results import results_about
from zhaohui.county.visits.stops import Stop
from zhaohui.doors.field.today_page import StopCard
from zhaohui.doors.office.gallery.sample import (
    EMPTY,
    FILLED,
    LONG,
    LONG_WORDS,
    STALE,
    UNKNOWN,
    WRONG,
    Of,
    Sample,
    Samples,
    Scene,
)

PHONE = dict.fromkeys(("user", "today", "entries", "hello", "shell", "worker"), "x")


def samples(scene: Scene) -> Samples:
    """Return the samples of visits."""
    root = {"phone": PHONE, "waiting": [], "again": [], "entries": [], "conflicts": []}
    conflict = _report(scene, Outcome.CONFLICT, stands="现在是“已享受”")
    settled = _report(scene, Outcome.CONFLICT, stands="现在是“已享受”", settled="已打电话核实")
    full = {"waiting": [_card(scene)], "entries": [_report(scene)], "conflicts": [conflict]}
    return {
        "field_sync": [Sample(FILLED, {})],
        "field_stop": _stops(scene),
        "field_entry": [
            Sample(FILLED, {"card": _report(scene)}),
            Sample(WRONG, {"card": conflict}),
            Sample(_("已处理"), {"card": settled}),
            Sample(LONG, {"card": _report(scene, note=LONG_WORDS)}),
        ],
        "field_root": [
            Sample(FILLED, root | full),
            Sample(EMPTY, root),
            Sample(
                _("今天记过，还没有了结的"),
                root | {"again": [_card(scene, entry=_report(scene).entry)]},
            ),
        ],
        "field_desk": _desk(),
        "visit_facts": _facts(scene),
        "visit_settle": [Sample(FILLED, {"card": conflict})],
    }


def _stop(scene: Scene, **words: object) -> Stop:
    values = {
        "about": About.LINE,
        "pk": 1,
        "title": scene.pack.rules[0].name,
        "seen": "found",
        "state": said("已找到，还没告知"),
        "why": ["年满八十岁"],
        "check": ["请带上：身份证。"],
        "person": 1,
        "name": "模拟甲",
        "household": "0001",
        "may_help": True,
        "ticket": "x",
    }
    return Stop(**values | words)  # type: ignore[arg-type]


def _card(
    scene: Scene, words: Mapping[str, object] | None = None, *, entry: VisitEntry | None = None
) -> StopCard:
    stop = _stop(scene, **words or {})
    return StopCard(
        stop=stop,
        place="模拟镇 模拟村",
        key="x",
        results=results_about(scene.pack, stop.about),
        entry=entry,
        is_late=stop.due is not None and stop.due < scene.today,
    )


def _stops(scene: Scene) -> list[Sample]:
    late = scene.today - dt.timedelta(days=3)
    task: dict[str, object] = {
        "about": About.TASK,
        "due": late,
        "person": None,
        "name": "",
        "may_help": False,
    }
    bare: dict[str, object] = {
        "about": About.CASE,
        "name": "",
        "household": "",
        "why": [],
        "check": [],
    }
    long: dict[str, object] = {"why": [LONG_WORDS] * 2, "check": [LONG_WORDS], "title": LONG_WORDS}
    return [
        Sample(FILLED, {"card": _card(scene), "number": 1}),
        Sample(STALE, {"card": _card(scene, task), "number": 2}),
        Sample(UNKNOWN, {"card": _card(scene, bare), "number": 3}),
        Sample(LONG, {"card": _card(scene, long), "number": 4}),
        Sample(_("今天记过"), {"card": _card(scene, entry=_report(scene).entry), "number": ""}),
    ]


def _report(
    scene: Scene,
    outcome: Outcome = Outcome.APPLIED,
    *,
    stands: str = "",
    settled: str = "",
    note: str = "",
) -> EntryCard:
    at = dt.datetime.combine(scene.today, dt.time(9), dt.UTC)
    entry = VisitEntry(
        pk=1,
        about=About.LINE,
        about_id=1,
        title=scene.pack.rules[0].name,
        button=Button.AWAY,
        said_at=at,
        received_at=at,
        outcome=outcome,
        stands=stands,
        office="模拟单位 村（社区）服务岗",
        settled_at=at if settled else None,
    )
    return EntryCard(entry=entry, result="家里没人", note=note, settled=settled)


def _desk() -> list[Sample]:
    channels = [str(channel.label) for channel in Channel]
    row = Of(item=Of(name="模拟事项"), counts=[3, 0, 12], total=15)
    empty = {"rows": [], "channels": channels, "sums": [0, 0, 0], "total": 0}
    return [
        Sample(FILLED, empty | {"rows": [row], "sums": [3, 0, 12], "total": 15}),
        Sample(EMPTY, empty),
    ]


def _facts(scene: Scene) -> list[Sample]:
    with_photo, with_help = _report(scene), _report(scene, Outcome.CONFLICT, settled="已核实")
    with_photo.entry.photo_folder = "x"
    with_help.entry.help_task_id = 1
    place = {"place": "模拟镇 模拟村", "carrier": "/"}
    return [
        Sample(FILLED, place | {"card": with_photo, "person": Of(name="模拟甲")}),
        Sample(UNKNOWN, place | {"card": with_help, "person": None, "carrier": ""}),
    ]
