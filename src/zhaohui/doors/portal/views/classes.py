"""基本、普惠、高品质: the three classes of services and where the boundary runs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.portal.classes_page import classes


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show each class with its boundary and its services, and the benefits that no class names."""
    pack = current_pack()
    others = [rule for rule in pack.rules if not rule.service]
    return render(request, "portal/classes.html", {"classes": classes(pack), "others": others})
