"""分层分类救助: the layers of social assistance as a tree, for those who look for help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.portal.assistance_tree import assistance_tree


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show each layer: whom it takes in, by which rules, and what it opens."""
    return render(request, "portal/assistance.html", {"layers": assistance_tree(current_pack())})
