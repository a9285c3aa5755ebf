"""Propose to change one element of an item, with the document that says so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.actions.propose_item import propose_item
from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.item_proposals import evaluations_of
from zhaohui.county.catalog.models import Outcome
from zhaohui.doors.office.item_form import ItemForm, blank
from zhaohui.doors.office.views.item import item_or_404
from zhaohui.doors.portal.item_words import title_of
from zhaohui.packs.items import CHANGEABLE, STATE


@access("item.propose")
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Choose the element, then write what it shall say and why; then it waits for a colleague."""
    item = item_or_404(name)
    sent = request.POST if request.method == "POST" else request.GET
    element = sent.get("element", "")
    if element not in CHANGEABLE:
        return show(request, name, None)
    if request.method != "POST":
        form = blank(item, element, county_today())
        form.raw["evaluation"] = request.GET.get("evaluation", "")
        return show(request, name, form)
    form = ItemForm(
        item=item,
        element=element,
        written=request.POST.getlist("value"),
        raw={key: str(value) for key, value in request.POST.items()},
    )
    entry = form.read()
    if entry is not None:
        try:
            proposal = propose_item(request.actor, entry, evaluation=form.evaluation)  # type: ignore[attr-defined]
        except ProposalError as error:
            form.tell(error)
        else:
            messages.success(request, _("已提交，等另一位同事审批。"))
            return redirect("office:item-proposal", proposal.pk)
    return show(request, name, form)


def show(request: HttpRequest, name: str, form: ItemForm | None) -> HttpResponse:
    """Render the choice of an element, or its form with what to mend."""
    chosen = request.GET.get("evaluation", "") or request.POST.get("evaluation", "")
    evaluations = evaluations_of(request.actor, name).exclude(outcome=Outcome.KEEP)  # type: ignore[attr-defined]
    about = next((row for row in evaluations if str(row.pk) == chosen), None)
    states = about is not None and about.outcome != Outcome.CHANGE
    context = {
        "item": item_or_404(name),
        "form": form,
        "evaluations": evaluations,
        "chosen": chosen,
        "elements": [
            (each, title_of(each))
            for each in CHANGEABLE
            if about is None or (each == STATE) == states
        ],
    }
    status = 400 if form and form.problems else 200
    return render(request, "office/item_propose.html", context, status=status)
