"""How often a signal has been wrong, and how many of its alerts are expected to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Record:
    """What became of a signal's alerts: how many were raised, and what officers found."""

    raised: int = 0
    true: int = 0
    false: int = 0
    unknown: int = 0

    @property
    def judged(self) -> int:
        """How many were found true or false."""
        return self.true + self.false


def share_wrong(record: Record) -> float | None:
    """Return the share of judged alerts that were false; None while none was judged.

    >>> share_wrong(Record(raised=5, true=3, false=1, unknown=1))
    0.25
    """
    return record.false / record.judged if record.judged else None


def expected_false(record: Record, alerts: int) -> float | None:
    """Return how many of so many alerts are expected to be false, by what was found so far.

    None while nothing was judged: then nobody knows.
    """
    share = share_wrong(record)
    return None if share is None else share * alerts


def alarms_in(periods: int, average_run_length: float) -> float:
    """Return how many false alarms a chart gives in so many periods by chance alone.

    >>> alarms_in(12, 120)
    0.1
    """
    return periods / average_run_length
