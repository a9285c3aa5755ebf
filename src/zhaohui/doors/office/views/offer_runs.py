"""公开分配 of one kind: what a round would be made of, commit, reveal, publish."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.offers.actions.run_allotment import (
    RunEntryForm,
    commit_run,
    publish_run,
    reveal_run,
    void_run,
)
from zhaohui.county.offers.errors import OfferError, OfferSecondOfficer, OfferStateError
from zhaohui.county.offers.inputs import preview
from zhaohui.county.offers.queries import kind_visible_to, runs_visible_to
from zhaohui.county.offers.states import ALLOT
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.offer_form import read_number
from zhaohui.doors.portal.offers_page import method_words


@access(ALLOT)
@require_safe
def page(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the preview and the rounds."""
    return show(request, kind)


@access(ALLOT)
@require_POST
def step(request: HttpRequest, kind: str) -> HttpResponse:
    """Commit to a round, or take one on."""
    actor, post, name = actor_of(request), request.POST, request.POST.get("step", "")
    try:
        if name == "commit":
            source = post.get("entropy_source", "")
            commit_run(
                actor, kind, RunEntryForm(title=post.get("title", ""), entropy_source=source)
            )
        elif name == "reveal":
            reveal_run(actor, read_number(post, "run"), post.get("entropy", ""))
        elif name == "publish":
            publish_run(actor, read_number(post, "run"))
        elif name == "void":
            void_run(actor, read_number(post, "run"), post.get("words", ""))
        else:
            raise NotVisible
    except (OfferError, OfferSecondOfficer, OfferStateError) as error:
        return show(request, kind, problem=str(error), status=error.status)
    messages.success(request, _("已经办好，公开页面同时更新。"))
    return redirect("office:offer-rounds", kind)


def show(request: HttpRequest, kind: str, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Render the rounds of a kind, with what is wrong with what was written."""
    actor = actor_of(request)
    found = kind_visible_to(actor, ALLOT, kind)
    if not found.row.rounds:
        raise NotVisible
    rows = list(runs_visible_to(actor, ALLOT).filter(kind=kind)[:50])
    context = {
        "kind": found,
        "method": method_words()[found.row.allot],
        "preview": preview(found),
        "runs": rows,
        "at_work": next((run for run in rows if run.state in ("committed", "revealed")), None),
        "is_own": any(run.run_by_id == actor.user_id for run in rows if run.state == "committed"),
        "problems": [{"id": "main", "sentence": problem}] if problem else [],
    }
    return render(request, "office/offers/rounds.html", context, status=status)
