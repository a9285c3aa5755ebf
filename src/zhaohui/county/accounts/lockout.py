"""After too many wrong passwords: what is kept of the tries, and the page that says how long."""

from __future__ import annotations

import math
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from zhaohui.county.accounts.user_names import normal_name

TOO_MANY = 429


def hashed_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return a keyed hash of the name that was tried.

    The name itself is never stored: people also type passwords into the wrong field.
    """
    name = (credentials or {}).get("username") or request.POST.get("login", "")
    return salted_hmac("zhaohui.lockout", normal_name(str(name)), algorithm="sha256").hexdigest()


def address(request: HttpRequest) -> str | None:
    """Return the client's address, counted through as many proxies as ZHAOHUI_PROXIES says."""
    found: str | None = get_client_ip(request)
    return found


def page(
    request: HttpRequest,
    response: HttpResponse | None,  # noqa: ARG001 - axes hands it over
    credentials: dict[str, Any] | None,
) -> HttpResponse:
    """Answer a locked name: how long it still lasts and who can help."""
    tries = AccessAttempt.objects.filter(
        username=hashed_name(request, credentials), ip_address=address(request)
    )
    last = tries.aggregate(at=Max("attempt_time"))["at"] or timezone.now()
    left = last + settings.AXES_COOLOFF_TIME - timezone.now()
    minutes = max(1, math.ceil(left.total_seconds() / 60))
    context = {"minutes": minutes, "failures": settings.AXES_FAILURE_LIMIT}
    answer = render(request, "account/lockout.html", context, status=TOO_MANY)
    answer.headers["Retry-After"] = str(minutes * 60)
    return answer
