"""What the frame of a page at the kiosk needs: the clock that wipes it, no navigation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from zhaohui.doors.kiosk.machine import is_kiosk

IDLE_S = 60


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: at a kiosk `in_kiosk`, the seconds without a touch, and where it is wiped."""
    if not is_kiosk(request):
        return {}
    start = reverse("kiosk:start")
    return {
        "in_kiosk": True,
        "navigation": [],
        "kiosk": {
            "idle_s": IDLE_S,
            "wipe": reverse("kiosk:wipe"),
            "start": start,
            "is_start": request.path == start,
        },
    }
