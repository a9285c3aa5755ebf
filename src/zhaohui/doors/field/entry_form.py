"""A report of a visit as it is posted, and the receipt that the phone waits for."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from zhaohui.county.visits.actions.receive_entry import Sent
from zhaohui.county.visits.errors import VisitFault
from zhaohui.county.visits.models import Outcome, VisitEntry


def read_sent(request: HttpRequest) -> Sent:
    """Return what was posted; VisitFault without a number of its own or without a ticket."""
    post, file = request.POST, request.FILES.get("photo")
    try:
        key = uuid.UUID(post.get("key", ""))
    except ValueError:
        raise VisitFault(
            _("这份走访记录没有编号，没有收。"), hint=_("请从走访名单重新填。")
        ) from None
    if not post.get("ticket"):
        raise VisitFault(_("请从走访名单进入。"))
    return Sent(
        key=key,
        ticket=post["ticket"],
        button=post.get("button", ""),
        result=post.get("result", ""),
        note=post.get("note", ""),
        said_at=read_moment(post.get("said_at", "")),
        photo=file.read(settings.MOST_UPLOAD_BYTES + 1) if file else b"",
    )


def read_moment(text: str) -> dt.datetime | None:
    """Return a moment with its zone; None for none, or one that can't be read."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def receipt(entry: VisitEntry) -> dict[str, Any]:
    """Return what the phone needs to forget the report: its key, and what became of it."""
    return {
        "key": str(entry.key),
        "outcome": entry.outcome,
        "words": str(Outcome(entry.outcome).label),
        "stands": entry.stands,
        "photo_fault": entry.photo_fault,
        "received_at": entry.received_at.isoformat(),
    }
