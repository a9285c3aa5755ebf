"""Work through one night's steps: each is recorded, a failing one stops no other."""

from __future__ import annotations

import datetime as dt
import fcntl
import logging
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from zhaohui.county.jobs.errors import NightTakenError
from zhaohui.county.jobs.models import NightStep
from zhaohui.county.jobs.nightly.steps import STEPS, Step
from zhaohui.errors import ZhaohuiError

logger = logging.getLogger(__name__)
Progress = Callable[[str, float], None]


def work_night(
    night: dt.date,
    *,
    steps: Sequence[Step] = STEPS,
    again: bool = False,
    progress: Progress | None = None,
) -> list[NightStep]:
    """Do every step that this night has not done yet (`again`: every one) and return their rows.

    Called twice it goes on where it was stopped. Raises NightTakenError while another is at work.
    """
    tell = progress or (lambda _step, _share: None)
    rows = []
    with _alone():
        for done, step in enumerate(steps):
            tell(step.title, done / len(steps))
            row = NightStep.objects.filter(night=night, name=step.name).first()
            rows.append(row if row and row.is_done and not again else _work(night, step))
    return rows


def _work(night: dt.date, step: Step) -> NightStep:
    started = time.perf_counter()
    begun = {
        "title": step.title,
        "started_at": timezone.now(),
        "seconds": None,
        "is_done": False,
        "fault": "",
    }
    row, _ = NightStep.objects.update_or_create(
        night=night, name=step.name, defaults=begun | {"result": {}}
    )
    try:
        row.result = step.work()
        row.is_done = True
    except ZhaohuiError as error:
        row.fault = str(error)
    except Exception as error:  # noqa: BLE001 - a step's boundary: the others must have their turn
        row.fault = place_of(error)
        logger.warning("nightly %s: %s", step.name, row.fault)
    row.seconds = round(time.perf_counter() - started, 3)
    row.save(update_fields=["result", "is_done", "fault", "seconds"])
    return row


def place_of(error: Exception) -> str:
    """Return the error's kind and where it was raised; its own words may hold personal data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"


@contextmanager
def _alone() -> Iterator[None]:
    with (Path(settings.DATA_DIR) / "nightly.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # a killed process loses it
        except BlockingIOError:
            raise NightTakenError(
                "Another zhaohui nightly is at work on this data folder.",
                hint="Wait for it to end.",
            ) from None
        yield


def as_answer(night: dt.date, rows: Sequence[NightStep]) -> dict[str, Any]:
    """Return the night as `zhaohui nightly --json` prints it."""
    return {
        "night": night.isoformat(),
        "ok": all(row.is_done for row in rows),
        "steps": [
            {
                "name": row.name,
                "ok": row.is_done,
                "seconds": row.seconds,
                "result": row.result,
                "fault": row.fault,
            }
            for row in rows
        ],
    }
