"""Warning 预警: levels with hysteresis and cool-down, control charts, the law's rule on lay-offs."""

from zhaohui.engines.warning.budget import Record, alarms_in, expected_false, share_wrong
from zhaohui.engines.warning.cusum import (
    Chart,
    average_run_length,
    calm,
    chart,
    limit_for,
    standardised,
)
from zhaohui.engines.warning.layoff import is_mass_layoff, layoff_alarms
from zhaohui.engines.warning.levels import Level, Standing, cleared_by_hand, is_raised, step
from zhaohui.engines.warning.thresholds import Threshold, reached, worst

__all__ = [
    "Chart",
    "Level",
    "Record",
    "Standing",
    "Threshold",
    "alarms_in",
    "average_run_length",
    "calm",
    "chart",
    "cleared_by_hand",
    "expected_false",
    "is_mass_layoff",
    "is_raised",
    "layoff_alarms",
    "limit_for",
    "reached",
    "share_wrong",
    "standardised",
    "step",
    "worst",
]
