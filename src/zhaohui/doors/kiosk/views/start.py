"""The kiosk's first page: big choices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what can be done here."""
    return render(request, "kiosk/start.html")
