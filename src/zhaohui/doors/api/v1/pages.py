"""The description of the interfaces, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.api.v1.document import document


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show every call on one page."""
    found = document(current_pack())
    rows = [row for path, calls in found["paths"].items() for row in _rows(path, calls)]
    return render(request, "portal/api.html", {"rows": rows, "pack": current_pack()})


@public
@require_safe
def description(_request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document."""
    content = orjson.dumps(document(current_pack()), option=orjson.OPT_SORT_KEYS)
    response = HttpResponse(content, content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _rows(path: str, calls: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for method, told in calls.items():
        if method == "parameters":
            continue
        yield {
            "method": method.upper(),
            "path": path,
            "summary": told["summary"],
            "needs_key": bool(told.get("security")),
        }
