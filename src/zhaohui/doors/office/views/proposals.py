"""Proposed values: the list, one of them, and what two officers may do with it."""

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
from zhaohui.county.catalog.actions.approve_parameter import approve_parameter
from zhaohui.county.catalog.actions.return_parameter import return_parameter
from zhaohui.county.catalog.actions.revoke_parameter import revoke_parameter
from zhaohui.county.catalog.actions.withdraw_parameter import withdraw_parameter
from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.models import ParameterProposal, ProposalState
from zhaohui.county.catalog.parameter_entry import ParameterEntry
from zhaohui.county.catalog.proposal_queries import own, proposal_of, visible_to
from zhaohui.county.catalog.proposals import entry_of, reasons_unused
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.office.proposal_preview import Preview, preview_of
from zhaohui.doors.portal.parameter_tables import area_names, figures
from zhaohui.packs.book import words

MOST = 200
WHICH: dict[str, Callable[[Any], Any]] = {
    "waiting": lambda actor: visible_to(actor, "parameter.approve"),
    "own": own,
    "all": visible_to,
}


@access("pack.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the proposals: for me to review, my own, or all."""
    actor = request.actor  # type: ignore[attr-defined]
    may = {"waiting": actor.may("parameter.approve"), "own": actor.may("parameter.propose")}
    allowed = [name for name in WHICH if may.get(name, True)]
    which = request.GET.get("which", "")
    which = which if which in allowed else allowed[0]
    context = {
        "which": which,
        "allowed": allowed,
        "proposals": WHICH[which](actor)[:MOST],
        "unused": reasons_unused(),
    }
    return render(request, "office/proposals.html", context)


@access("pack.read")
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal with what it changes, and the steps that the actor may take."""
    proposal = proposal_of(request.actor, pk)  # type: ignore[attr-defined]
    return show(request, proposal)


def show(
    request: HttpRequest, proposal: ParameterProposal, problem: ProposalError | None = None
) -> HttpResponse:
    """Render a proposal; `problem` is what the last step lacked."""
    actor = request.actor  # type: ignore[attr-defined]
    pack = current_pack()
    is_own = proposal.proposed_by_id == actor.user_id
    is_waiting = proposal.state == ProposalState.WAITING
    row = next((row for row in words(pack)[1] if row.name == proposal.parameter), None)
    entry = entry_of(proposal, pack) if row else None
    preview, fault = preview_or_fault(proposal, entry) if is_waiting and entry else (None, None)
    context = {
        "proposal": proposal,
        "row": row,
        "figures": figures(row, entry.value) if row and entry else [],
        "area": area_names(pack).get(proposal.area, proposal.area),
        "shown": preview,
        "fault": fault,
        "problem": problem,
        "unused": reasons_unused().get(proposal.pk, ""),
        "is_own": is_own,
        "may_decide": is_waiting and not is_own and actor.may("parameter.approve"),
        "may_withdraw": is_waiting and is_own,
        "may_revoke": proposal.state == ProposalState.APPROVED and actor.may("parameter.approve"),
        "may_propose": actor.may("parameter.propose"),
    }
    return render(request, "office/proposal.html", context, status=400 if problem else 200)


def preview_or_fault(
    proposal: ParameterProposal, entry: ParameterEntry
) -> tuple[Preview | None, ProposalError | None]:
    """Return what a waiting proposal would change, or why it can't be taken any more."""
    try:
        return preview_of(entry, county_today(), proposal.replaces), None
    except ProposalError as error:
        return None, error


@access("parameter.approve")
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a colleague's value into force."""
    compared = request.POST.get("compared") == "on"
    answer = request.POST.get("answer", "")[:300]
    return step(
        request,
        pk,
        lambda actor: approve_parameter(actor, pk, compared=compared, answer=answer),
        _("已生效。规则从现在起按它计算；比对结果在下一次全员比对以后更新。"),
    )


@access("parameter.approve")
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a colleague's value with the reason."""
    answer = request.POST.get("answer", "")[:300]
    return step(
        request, pk, lambda actor: return_parameter(actor, pk, answer=answer), _("已退回。")
    )


@access("parameter.propose")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    return step(request, pk, lambda actor: withdraw_parameter(actor, pk), _("已撤回。"))


@access("parameter.approve")
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an approved value out of force."""
    why = request.POST.get("why", "")[:300]
    return step(
        request, pk, lambda actor: revoke_parameter(actor, pk, why=why), _("已停用，缺口重新打开。")
    )


def step(
    request: HttpRequest, pk: int, act: Callable[[Any], ParameterProposal], done: str
) -> HttpResponse:
    """Do one step and come back to the proposal, with what was lacking or what was done."""
    try:
        act(request.actor)  # type: ignore[attr-defined]
    except ProposalError as error:
        return show(request, proposal_of(request.actor, pk), error)  # type: ignore[attr-defined]
    messages.success(request, done)
    return redirect("office:proposal", pk)
