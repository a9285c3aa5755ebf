"""赋权: the list with what is due, one delegation with its steps, proposing, assessing capacity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.accounts.queries import department_of
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.delegations.actions.assess_capacity import assess_capacity, assessable
from zhaohui.county.delegations.actions.decide_delegation import (
    approve_delegation,
    return_delegation,
)
from zhaohui.county.delegations.actions.extend_delegation import (
    approve_extension,
    refuse_extension,
    want_longer,
)
from zhaohui.county.delegations.actions.propose_delegation import propose_delegation
from zhaohui.county.delegations.actions.recall_delegation import recall_delegation
from zhaohui.county.delegations.actions.withdraw_delegation import withdraw_delegation
from zhaohui.county.delegations.capacity import FORM
from zhaohui.county.delegations.errors import DelegationError, DelegationSecondOfficer
from zhaohui.county.delegations.queries import PROPOSE, READ, delegation_visible_to
from zhaohui.county.forms.actions.open_draft import open_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.queries import sitting_for
from zhaohui.doors.form_page import Desk, Kept, actor_of, run_form
from zhaohui.doors.office.case_form import read_version
from zhaohui.doors.office.delegation_form import read_day, read_entry
from zhaohui.doors.office.delegation_page import list_context, new_context, one_context

STEPS: dict[str, Callable[..., Any]] = {
    "approve": approve_delegation,
    "return": return_delegation,
    "withdraw": withdraw_delegation,
    "recall": recall_delegation,
    "approve_extension": approve_extension,
    "refuse_extension": refuse_extension,
}


@access(READ)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the delegations in reach, and which assessments are due."""
    context = list_context(actor_of(request), current_pack())
    return render(request, "office/delegations.html", context)


@access(PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Fill in what is to be delegated; then the areas are assessed and a colleague decides."""
    actor = actor_of(request)
    if request.method != "POST":
        context = new_context(current_pack(), QueryDict(), department_of(actor))
        return render(request, "office/delegation_new.html", context)
    try:
        row = propose_delegation(actor, read_entry(request.POST))
    except DelegationError as error:
        context = new_context(current_pack(), request.POST, "")
        context["problems"] = [{"id": error.field, "sentence": str(error)}]
        context["wrong"] = {error.field: str(error)}
        return render(request, "office/delegation_new.html", context, status=error.status)
    messages.success(request, _("已经提出。先评估承接能力，再由另一位同事审批。"))
    return redirect("office:delegation", row.pk)


@access(READ)
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one delegation: scope, assessments, what can be done."""
    return show(request, pk)


@access(READ)
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a step; each action asks the policy for its own right."""
    actor, name = actor_of(request), request.POST.get("step", "")
    words, version = request.POST.get("words", ""), read_version(request.POST)
    delegation_visible_to(actor, READ, pk)
    if name != "extend" and name not in STEPS:
        raise NotVisible
    try:
        if name == "extend":
            want_longer(actor, pk, read_day(request.POST, "until"), words, version=version)
        else:
            STEPS[name](actor, pk, words, version=version)
    except (DelegationError, DelegationSecondOfficer) as error:
        return show(request, pk, problem=str(error), status=error.status)
    messages.success(request, _("已经办好，记在这项赋权里。"))
    return redirect("office:delegation", pk)


@access(PROPOSE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, pk: int, area: str) -> HttpResponse:
    """Fill in the assessment of one area."""
    actor = actor_of(request)
    assessable(actor, pk, area)
    sitting = sitting_for(FORM, "assessment")
    errand = Errand(PROPOSE, f"capacity:{pk}:{area}")
    draft, answers = open_draft(actor, sitting, errand=errand)
    kept = Kept(actor, sitting, errand, answers, draft)

    def submit(final: Answers) -> HttpResponse:
        kept.carry(final, changed=kept.draft is None)
        assert kept.draft is not None
        assess_capacity(actor, pk, area, sitting=sitting, draft=kept.draft)
        return redirect("office:delegation", pk)

    leave_to = reverse("office:delegation", args=[pk])
    return run_form(request, sitting, Desk(kept, submit, _("登记评估"), leave_to), answers)


def show(request: HttpRequest, pk: int, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Render one delegation, with what is wrong with what was written."""
    actor = actor_of(request)
    context = one_context(actor, delegation_visible_to(actor, READ, pk), current_pack())
    context["problems"] = [{"id": "steps", "sentence": problem}] if problem else []
    return render(request, "office/delegation.html", context, status=status)
