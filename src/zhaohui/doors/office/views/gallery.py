"""The component gallery 部件样张: each part that pages are made of, in each of its states."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.doors.office.gallery.collection import sections


@access("gallery.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show every component of the county's pages; nothing on the page changes anything."""
    return render(request, "office/gallery.html", {"sections": sections()})
