"""How often a signal has been wrong, in words and numbers, beside each of its alerts."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.county.signals.periods import A_YEAR
from zhaohui.county.signals.queries import records_of
from zhaohui.engines.warning import Record, alarms_in, expected_false, share_wrong
from zhaohui.packs.schema.signals import SignalRow


@dataclass(frozen=True)
class Track:
    """A signal's record: counts, the share wrong in percent (None while nobody judged), what is to be expected.

    `expected` of the `open` alerts are false by the share so far; `by_chance` is how many false
    alarms a year one series gives by chance, where a chart promises it.
    """

    record: Record
    open: int
    wrong: float | None
    expected: float | None
    by_chance: float | None


def track_of(row: SignalRow, record: Record, open_alerts: int) -> Track:
    """Return a signal's track."""
    by_chance, share = None, share_wrong(record)
    if row.watch.has_chart:
        by_chance = alarms_in(A_YEAR[row.watch.period], row.watch.false_alarm_every)
    return Track(
        record=record,
        open=open_alerts,
        wrong=None if share is None else 100 * share,
        expected=expected_false(record, open_alerts),
        by_chance=by_chance,
    )


def track_named(row: SignalRow, open_alerts: int) -> Track:
    """Return the track of one signal, read now."""
    return track_of(row, records_of([row.id]).get(row.id, Record()), open_alerts)
