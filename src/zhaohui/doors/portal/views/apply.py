"""办事: a resident fills in an application, leaves, and goes on, on whatever device."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhaohui.county.accounts.gate import access
from zhaohui.county.forms.actions.discard_draft import discard_draft
from zhaohui.county.forms.actions.open_draft import open_draft
from zhaohui.county.forms.actions.submit_draft import submit_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.queries import drafts_with_forms, forms_for, sitting_for
from zhaohui.doors.form_page import Desk, Kept, actor_of, filled, run_form

ACTION, PURPOSE = "draft.write", "application"


@access(ACTION)
@never_cache
@require_http_methods(["GET", "HEAD"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the forms there are, and the resident's own drafts."""
    drafts = drafts_with_forms(actor_of(request), ACTION, PURPOSE)
    context = {"forms": forms_for("application"), "drafts": drafts}
    return render(request, "portal/apply.html", context)


@access(ACTION)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, form_id: str) -> HttpResponse:
    """Take the step that was filled in, keep it, show the next one; at last submit."""
    actor = actor_of(request)
    sitting = sitting_for(form_id, "application", person_id=actor.person_id)
    errand = Errand(ACTION, PURPOSE, actor.person_id)
    draft, answers = open_draft(actor, sitting, errand=errand)
    if request.GET.get("print") == "filled":
        return filled(request, sitting, answers)
    kept = Kept(actor, sitting, errand, answers, draft)

    def submit(_answers: Answers) -> HttpResponse:
        if kept.draft is not None:
            submit_draft(actor, kept.draft.pk, sitting, version=kept.draft.version)
        return redirect("portal:apply")

    desk = Desk(kept, submit, _("提交"), leave_to=reverse("portal:apply"))
    return run_form(request, sitting, desk, answers)


@access(ACTION)
@require_POST
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Throw an open draft away."""
    discard_draft(actor_of(request), draft_id)
    return redirect("portal:apply")
