"""Signals: where subjects stand, alerts with what changed, readings that offices enter, what a night did."""

from zhaohui.county.signals.models.alert import OPEN, Alert, AlertState, LevelChange, Verdict
from zhaohui.county.signals.models.reading import Reading
from zhaohui.county.signals.models.standing import SignalRun, Standing

__all__ = [
    "OPEN",
    "Alert",
    "AlertState",
    "LevelChange",
    "Reading",
    "SignalRun",
    "Standing",
    "Verdict",
]
