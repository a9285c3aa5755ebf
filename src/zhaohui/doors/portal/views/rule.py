"""One rule that serves no slot of the catalog: a benefit that the county's list does not name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.portal.service_rules import rule_in_words


@public
@require_safe
def page(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Show the rule; one that serves a service is shown on the service's page."""
    pack = current_pack()
    rule = next((row for row in pack.rules if row.id == rule_id), None)
    if rule is None:
        raise Http404
    if rule.service:
        return redirect("portal:service", rule.service)
    words = rule_in_words(pack, current_rulebook(), rule, timezone.localdate())
    return render(request, "portal/rule.html", {"words": words})
