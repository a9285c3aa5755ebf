"""The office's first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhaohui.county.accounts.gate import access


@access("office.home")
def page(request: HttpRequest) -> HttpResponse:
    """Show the officer's posts."""
    return render(request, "office/home.html")
