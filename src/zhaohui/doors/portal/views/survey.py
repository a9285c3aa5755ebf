"""说说您的看法: a survey that anybody may answer; nothing tells who did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.surveys.actions.store_reply import store_reply
from zhaohui.doors.form_page import Desk, Once, run_form


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, form_id: str) -> HttpResponse:
    """Take the step that was filled in and show the next one; at last keep the reply, once."""
    sitting = sitting_for(form_id, "survey")
    once = Once(sitting)

    def submit(answers: Answers) -> HttpResponse:
        store_reply(sitting, answers, token=once.token)
        return redirect("portal:survey-thanks", form_id)

    return run_form(request, sitting, Desk(once, submit, _("提交")), sitting.begin())


@public
@require_safe
def thanks(request: HttpRequest, form_id: str) -> HttpResponse:
    """Say that the reply has come; opening this page again sends nothing."""
    form = sitting_for(form_id, "survey").sheet.form
    return render(request, "portal/survey_thanks.html", {"form": form})
