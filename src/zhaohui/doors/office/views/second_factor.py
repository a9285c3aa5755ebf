"""What an officer without a second factor is led to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access


@access("office.home")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Say why a second factor is needed and how to add one."""
    return render(request, "office/second_factor.html")
