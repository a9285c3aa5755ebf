"""Which files of ours the phone keeps, and their common version."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

# What base.html and the field's pages name …
NAMED = (
    "img/favicon.svg",
    "vendor/govuk-frontend.min.css",
    "css/tokens.css",
    "css/base.css",
    "css/frame.css",
    "css/components.css",
    "css/pages.css",
    "css/lists.css",
    "css/print.css",
    "css/field.css",
    "js/site.js",
    "js/field.js",
)
# … and what those scripts import by their plain names.
IMPORTED = ("js/field_store.js", "js/field_send.js", "js/field_leave.js")


@cache
def kept_files() -> list[str]:
    """Return the addresses of the files that are there."""
    named = [static(name) for name in NAMED if finders.find(name)]
    return [*named, *(f"{settings.STATIC_URL}{name}" for name in IMPORTED)]


@cache
def version() -> str:
    """Return a mark that changes with any of the files."""
    digest = hashlib.sha256()
    for name in (*NAMED, *IMPORTED):
        path = finders.find(name)
        digest.update(Path(path).read_bytes() if isinstance(path, str) else b"")
    return digest.hexdigest()[:16]
