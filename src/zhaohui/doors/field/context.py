"""What the frame of the field's pages needs: few entries, as a phone has little room."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: on the field's pages, `navigation`."""
    if not request.path.startswith(reverse("field:today")):
        return {}
    return {"navigation": navigation(request.path)}


def navigation(path: str) -> list[dict[str, object]]:
    """Return the field's rooms, the one that `path` is marked current."""
    entries = [
        ("field:today", _("今天走访")),
        ("field:desk", _("村能办")),
        ("office:home", _("办公端")),
    ]
    hrefs = [(reverse(name), label) for name, label in entries]
    return [{"href": href, "label": label, "current": href == path} for href, label in hrefs]
