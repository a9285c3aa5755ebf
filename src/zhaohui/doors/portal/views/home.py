"""The first page: one search box, three doors, ten domains."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.portal.catalogue import domains_with_counts


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the first page."""
    pack = current_pack()
    figures = {
        "services": len(pack.services),
        "rules": len(pack.rules),
        "sources": len(pack.sources),
        "indicators": sum(len(plan.indicators) for plan in pack.plans),
    }
    context = {"domains": domains_with_counts(pack), "figures": figures}
    return render(request, "portal/home.html", context)
