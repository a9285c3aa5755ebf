"""One item in the office: its elements and gaps, evaluations and proposals, and a new evaluation."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.actions.evaluate_item import evaluate_item
from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.item_proposals import evaluations_of, visible_to
from zhaohui.county.catalog.models import Outcome
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.office.item_proposal_rows import proposal_rows
from zhaohui.doors.portal.item_levels import aspects_of
from zhaohui.doors.portal.item_page import versions_of
from zhaohui.doors.portal.item_words import STATES, element_rows
from zhaohui.packs.items import ELEMENTS, Item, standing

FIELDS = ("period", "findings", "outcome")


@access("pack.read")
@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show an item with everything that was found and proposed about it."""
    pack, today, actor = current_pack(), county_today(), request.actor  # type: ignore[attr-defined]
    item = item_or_404(name)
    context = {
        "item": item,
        "state_word": STATES[item.state],
        "rows": element_rows(pack, item, [*ELEMENTS, "automatic"]),
        "aspects": aspects_of(pack, current_rulebook(), item, today),
        "versions": versions_of(pack, name, item.version),
        "evaluations": evaluations_of(actor, name),
        "proposal_rows": proposal_rows(pack, visible_to(actor).filter(item=name), today),
        "may_propose": actor.may("item.propose") and item.state != "retired",
    }
    return render(request, "office/item.html", context)


@access("item.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: HttpRequest, name: str) -> HttpResponse:
    """Note what an evaluation found and advises."""
    item = item_or_404(name)
    raw = {field: request.POST.get(field, "") for field in FIELDS}
    problem = None
    if request.method == "POST":
        try:
            row = evaluate_item(request.actor, name, **raw)  # type: ignore[attr-defined]
        except ProposalError as error:
            problem = {"id": error.field, "sentence": str(error)}
        else:
            messages.success(request, _("评估已记下。"))
            if row.outcome == Outcome.KEEP:
                return redirect("office:item", name)
            return redirect(f"{request.path.removesuffix('evaluate/')}propose/?evaluation={row.pk}")
    context = {"item": item, "raw": raw, "problem": problem, "outcomes": Outcome.choices}
    status = 400 if problem else 200
    return render(request, "office/item_evaluate.html", context, status=status)


def item_or_404(name: str) -> Item:
    """Return the item of that name as it stands today."""
    try:
        return standing(current_pack(), name, county_today())
    except KeyError:
        raise Http404 from None
