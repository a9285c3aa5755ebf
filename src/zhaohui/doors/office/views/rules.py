"""规则: every rule for reading, and one of them with its figures, its cases and whom it reaches."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.queries import current_run
from zhaohui.doors.office.rules_page import (
    cases_of,
    condition_lines,
    counts_in_reach,
    parameters_of,
    rule_lines,
)
from zhaohui.doors.portal.service_rules import rule_in_words


@access("pack.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the rules of a field, those with a missing figure marked."""
    actor = request.actor  # type: ignore[attr-defined]
    lines = rule_lines(current_pack(), current_rulebook(), actor, county_today())
    domains = list(dict.fromkeys(line.domain for line in lines if line.domain))
    domain = request.GET.get("domain", "")
    domain = domain if domain in domains else ""
    context = {
        "lines": [line for line in lines if domain in ("", line.domain)],
        "domains": domains,
        "domain": domain,
        "run": current_run() if any(line.count for line in lines) else None,
    }
    return render(request, "office/rules.html", context)


@access("pack.read")
@require_safe
def one(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Show a rule as sentences and tables, run its cases, say how many it reaches."""
    pack, book, today = current_pack(), current_rulebook(), county_today()
    row = next((rule for rule in pack.rules if rule.id == rule_id), None)
    if row is None:
        raise Http404
    actor = request.actor  # type: ignore[attr-defined]
    cases, failed = cases_of(pack, book, row)
    context = {
        "row": row,
        "words": rule_in_words(pack, book, row, today),
        "conditions": condition_lines(pack, book, row),
        "parameters": parameters_of(book, row),
        "cases": cases,
        "failed": failed,
        "count": counts_in_reach(actor).get(row.id),
        "run": current_run(),
        "may_propose": actor.may("parameter.propose"),
    }
    return render(request, "office/rule.html", context)
