"""The catalogue: search and filter of the county's services."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.portal.catalogue import domains_with_counts, rows_of
from zhaohui.doors.portal.preferences import wants_elder_mode
from zhaohui.doors.portal.search import search

ELDER_PAGE_SIZE = 3
PAGE_SIZE = 30


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the services that `q` finds and `domain` keeps, a page at a time."""
    pack = current_pack()
    query = request.GET.get("q", "").strip()[:60]
    domain = next((d for d in pack.domains if d.code == request.GET.get("domain")), None)
    found = search(pack, query)
    services = [s for s in found.services if domain is None or s.domain == domain.domain]
    size = ELDER_PAGE_SIZE if wants_elder_mode(request) else PAGE_SIZE
    kept = {"q": query, "domain": domain.code if domain else ""}
    context = {
        "query": query,
        "found": found,
        "chosen": domain,
        "domains": domains_with_counts(pack),
        "page": Paginator(rows_of(pack, services), size).get_page(request.GET.get("page")),
        "kept": urlencode({k: v for k, v in kept.items() if v})
        + ("&" if any(kept.values()) else ""),
        "total": len(services),
        "lists": pack.benefit_lists,
        "others": () if domain or (wants_elder_mode(request) and not query) else found.rules,
    }
    return render(request, "portal/services.html", context)
