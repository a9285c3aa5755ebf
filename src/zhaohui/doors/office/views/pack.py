"""依据与缺口: every figure of the pack with its source, mark and place, and who may fill a gap."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.office.pack_rows import Asked, departments, kinds, pack_rows

PAGE_ROWS = 50
MARKS = ("verified", "secondary", "unverified", "placeholder")


@access("pack.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the rows that are asked for, a page at a time."""
    rows = pack_rows(current_pack(), county_today())
    asked = asked_of(request)
    found = [row for row in rows if asked.admits(row)]
    query = {key: value for key, value in request.GET.items() if key != "page" and value}
    context = {
        "asked": asked,
        "page": Paginator(found, PAGE_ROWS).get_page(request.GET.get("page")),
        "query": f"{urlencode(query)}&" if query else "",
        "departments": departments(rows),
        "kinds": kinds(rows),
        "marks": MARKS,
        "totals": {"all": len(rows), "gap": sum(bool(row.gap) for row in rows)},
        "may_propose": request.actor.may("parameter.propose"),  # type: ignore[attr-defined]
    }
    return render(request, "office/pack.html", context)


def asked_of(request: HttpRequest) -> Asked:
    """Return what the address asks for."""
    get = request.GET
    return Asked(
        q=get.get("q", "").strip(),
        kind=get.get("kind", ""),
        department=get.get("department", ""),
        mark=get.get("mark", ""),
        source=get.get("source", ""),
        gap=bool(get.get("gap")),
        expired=bool(get.get("expired")),
    )
