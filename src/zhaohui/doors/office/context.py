"""What the frame of an officer's page needs: her own navigation in place of the residents'."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from zhaohui.doors.office import navigation


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: on the office's pages, what `navigation.frame` says, and `in_office`."""
    actor = getattr(request, "actor", None)
    if actor is None or actor.kind != "officer":
        return {}
    hall = reverse("hall:window")
    accounts = reverse("account_login").removesuffix("login/")  # her own sign-in and security
    if not request.path.startswith((reverse("office:home"), hall, accounts)):
        return {}
    return navigation.frame(actor, request.path) | {"in_office": True}
