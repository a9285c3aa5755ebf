"""One service: who, what, how much, by which rule and document."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.portal.five_elements import five_elements
from zhaohui.doors.portal.service_rules import rules_in_words
from zhaohui.packs.items import of_service


@public
@require_safe
def page(request: HttpRequest, service_id: str) -> HttpResponse:
    """Show a slot of the catalog with the rules that serve it."""
    pack = current_pack()
    service = next((row for row in pack.services if row.id == service_id), None)
    if service is None:
        raise Http404
    sources = {row.source_id: row for row in pack.sources}
    guides = of_service(pack, service_id, timezone.localdate())
    context = {
        "service": service,
        "elements": five_elements(service, guides),
        "domain": pack.domain(service.domain),
        "source": sources.get(service.source),
        "national_source": sources.get(service.national_source),
        "contact": next(
            (
                c
                for c in pack.manifest.contact
                if c.department == pack.domain(service.domain).department
            ),
            None,
        ),
        "basic": next((row for row in pack.classes if row.kind == "basic"), None),
        "guides": guides,
        "rules": rules_in_words(pack, current_rulebook(), service_id, timezone.localdate()),
    }
    return render(request, "portal/service.html", context)
