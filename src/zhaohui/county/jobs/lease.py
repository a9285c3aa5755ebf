"""How long a silent worker keeps its job, how often a job is tried, and how long it waits between."""

from __future__ import annotations

import datetime as dt

BEAT_SECONDS = 10
LEASE = dt.timedelta(seconds=60)
MOST_ATTEMPTS = 5
FIRST_DELAY = dt.timedelta(minutes=1)
GROWTH = 4


def delay_after(attempts: int) -> dt.timedelta:
    """Return how long a job waits that has been tried so often: 1, 4, 16, 64 minutes."""
    factor: int = GROWTH ** (attempts - 1)
    return FIRST_DELAY * factor
