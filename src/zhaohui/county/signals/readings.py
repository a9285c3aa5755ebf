"""Signals over readings: the latest number against thresholds, or how the numbers go over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from zhaohui.county.registry.people_list import area_names
from zhaohui.county.signals.limits import is_unset, number_text, thresholds_of
from zhaohui.county.signals.looks import NOTHING, Evidence, Look, Seen
from zhaohui.county.signals.models import Reading
from zhaohui.county.signals.periods import is_late
from zhaohui.engines.warning import (
    average_run_length,
    calm,
    chart,
    is_mass_layoff,
    layoff_alarms,
    limit_for,
    reached,
    standardised,
)
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.signals import SignalRow, WatchRow

LEAST_SPREAD = 0.5


def look_at_readings(pack: Pack, row: SignalRow, today: dt.date) -> Look:
    """Return what a signal over readings sees today, one subject a series."""
    if not row.watch.has_chart and is_unset(thresholds_of(pack, row, today)):
        return Look(**{**vars(NOTHING), "is_unset": True})
    names = area_names(pack) | {pack.code: pack.name}
    seen: dict[str, Seen] = {}
    unknown = 0
    series = all_series(row)
    for (area, item), readings in series.items():
        met, kept, evidence = judged(pack, row, readings, today)
        unknown += met is None
        subject = f"n:{area}:{item}" if item else f"a:{area}"
        seen[subject] = Seen(
            area=area,
            met=met,
            kept=kept,
            title=item or str(names.get(area, area)),
            evidence=evidence,
        )
    return Look(seen=seen, asked=len(series), unknown=unknown)


def all_series(row: SignalRow) -> dict[tuple[str, str], list[Reading]]:
    """Return a signal's current readings by area and item, each oldest first."""
    found: dict[tuple[str, str], list[Reading]] = {}
    rows = Reading.objects.filter(signal=row.id, is_current=True)
    for reading in rows.order_by("area", "item", "starts"):
        found.setdefault((reading.area, reading.item), []).append(reading)
    return found


def judged(
    pack: Pack, row: SignalRow, readings: Sequence[Reading], today: dt.date
) -> tuple[int | None, int, Evidence]:
    """Return the highest level met (None: unknown) and kept, and what was seen."""
    watch, last = row.watch, readings[-1]
    evidence: Evidence = [
        (watch.what, f"{number_text(last.value)} {watch.unit}"),
        ("期间", last.period),
        ("数据来源", last.origin),
    ]
    if is_late(watch.period, last.starts, today):
        return None, 0, [*evidence, ("说明", "最近几期没有填报，不判断")]
    if not watch.has_chart:
        met, kept = reached(thresholds_of(pack, row, today), last.value, watch.side)
        return met, kept, evidence
    if len(readings) <= watch.baseline:
        lacking = watch.baseline + 1 - len(readings)
        return None, 0, [*evidence, ("说明", f"平稳期还差 {lacking} 期，不判断")]
    line = charted(watch, readings)
    return line.met, line.kept, [*evidence, *line.evidence]


@dataclass(frozen=True)
class Charted:
    """A chart of readings: its sums from the end of the calm time on, the limit, and how it stands."""

    sums: tuple[float, ...]
    limit: float
    met: int
    kept: int
    evidence: Evidence


def charted(watch: WatchRow, readings: Sequence[Reading]) -> Charted:
    """Return the chart of readings that are more than the calm time."""
    values = [float(each.value) for each in readings]
    mean, spread = calm(values[: watch.baseline])
    scores = standardised(
        values[watch.baseline :], mean, max(spread, LEAST_SPREAD), falls=watch.side == "below"
    )
    limit = limit_for(watch.false_alarm_every)
    line = chart(scores, limit)
    alarms = [watch.baseline + each for each in line.alarms]
    evidence: Evidence = [
        ("平稳期均值", number_text(round(mean, 2))),
        ("平稳期标准差", number_text(round(spread, 2))),
        ("控制图累积和", f"{line.sums[-1]:.2f}（控制限 {limit:.2f}）"),
        ("误报预算", f"平均 {round(average_run_length(limit))} 期误报一次"),
    ]
    beyond = True
    if watch.statistic == "layoff":
        now, before = round(values[-1]), round(mean)
        beyond = is_mass_layoff(before, now)
        alarms = layoff_alarms(
            [round(v) for v in values], baseline=watch.baseline, periods=watch.false_alarm_every
        )
        share = f"{(before - now) * 100 / before:.1f}%" if before else "—"
        told = "达到" if beyond else "没有达到"
        evidence.append(
            ("比平稳期减少", f"{before - now} 人（{share}），{told}劳动合同法第四十一条口径")
        )
    met = int(bool(alarms) and alarms[-1] == len(values) - 1)
    return Charted(line.sums, limit, met, int(met or (line.sums[-1] > 0 and beyond)), evidence)
