"""Proposed changes of items: the list, one of them, and what two officers may do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.actions.approve_item import approve_item
from zhaohui.county.catalog.actions.return_item import return_item
from zhaohui.county.catalog.actions.withdraw_item import withdraw_item
from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.item_proposals import proposal_of, visible_to
from zhaohui.county.catalog.models import ItemProposal, ProposalState
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.office.item_proposal_rows import proposal_row, proposal_rows

MOST = 200
WHICH: dict[str, Callable[[Any], Any]] = {
    "waiting": lambda actor: visible_to(actor, "item.approve"),
    "own": lambda actor: visible_to(actor, "item.propose").filter(proposed_by=actor.user_id),
    "all": visible_to,
}


@access("pack.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the proposals: for me to decide, my own, or all."""
    actor = request.actor  # type: ignore[attr-defined]
    may = {"waiting": actor.may("item.approve"), "own": actor.may("item.propose")}
    allowed = [name for name in WHICH if may.get(name, True)]
    which = request.GET.get("which", "")
    which = which if which in allowed else allowed[0]
    rows = proposal_rows(current_pack(), WHICH[which](actor)[:MOST], county_today())
    context = {"which": which, "allowed": allowed, "rows": rows}
    return render(request, "office/item_proposals.html", context)


@access("pack.read")
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal: before and after, its evaluation and document, and the steps to take."""
    return show(request, proposal_of(request.actor, pk))  # type: ignore[attr-defined]


def show(
    request: HttpRequest, proposal: ItemProposal, problem: ProposalError | None = None
) -> HttpResponse:
    """Render a proposal; `problem` is what the last step lacked."""
    actor = request.actor  # type: ignore[attr-defined]
    is_own = proposal.proposed_by_id == actor.user_id
    is_waiting = proposal.state == ProposalState.WAITING
    context = {
        "proposal": proposal,
        "row": proposal_row(current_pack(), proposal, county_today()),
        "problem": problem,
        "is_own": is_own,
        "may_decide": is_waiting and not is_own and actor.may("item.approve"),
        "may_withdraw": is_waiting and is_own,
    }
    return render(request, "office/item_proposal.html", context, status=400 if problem else 200)


@access("item.approve")
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a colleague's change: it is published on its day."""
    compared = request.POST.get("compared") == "on"
    answer = request.POST.get("answer", "")[:300]
    return step(
        request,
        pk,
        lambda actor: approve_item(actor, pk, compared=compared, answer=answer),
        _("已批准，到公布日期起办事指南就按新版。"),
    )


@access("item.approve")
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a colleague's change with the reason."""
    answer = request.POST.get("answer", "")[:300]
    return step(request, pk, lambda actor: return_item(actor, pk, answer=answer), _("已退回。"))


@access("item.propose")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    return step(request, pk, lambda actor: withdraw_item(actor, pk), _("已撤回。"))


def step(
    request: HttpRequest, pk: int, act: Callable[[Any], ItemProposal], done: str
) -> HttpResponse:
    """Do one step and come back to the proposal, with what was lacking or what was done."""
    try:
        act(request.actor)  # type: ignore[attr-defined]
    except ProposalError as error:
        return show(request, proposal_of(request.actor, pk), error)  # type: ignore[attr-defined]
    messages.success(request, done)
    return redirect("office:item-proposal", pk)
