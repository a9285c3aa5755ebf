"""The documents that the pack cites, and what each of them carries."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.office.pack_rows import Asked, pack_rows, uses_of_sources
from zhaohui.doors.office.views.pack import PAGE_ROWS


@access("pack.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the documents with how many rows cite each."""
    pack = current_pack()
    uses = uses_of_sources(pack_rows(pack, county_today()))
    q = request.GET.get("q", "").strip()
    found = [
        (row, uses.get(row.source_id, 0))
        for row in pack.sources
        if q in f"{row.title} {row.doc_no} {row.source_id} {row.address}"
    ]
    context = {"sources": found, "q": q}
    return render(request, "office/sources.html", context)


@access("pack.read")
@require_safe
def one(request: HttpRequest, source_id: str) -> HttpResponse:
    """Show a document and every row that cites it."""
    pack = current_pack()
    source = next((row for row in pack.sources if row.source_id == source_id), None)
    if source is None:
        raise Http404
    asked = Asked(source=source_id)
    rows = [row for row in pack_rows(pack, county_today()) if asked.admits(row)]
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    return render(request, "office/source.html", {"source": source, "page": page, "query": ""})
