"""调查结果: how often each answer was given; nobody's reply."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.forms.queries import forms_for
from zhaohui.county.surveys.results import LEAST, results_of
from zhaohui.doors.form_page import actor_of

READ = "record.read"


@access(READ)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the pack's surveys."""
    return render(request, "office/surveys.html", {"forms": forms_for("survey")})


@access(READ)
@require_safe
def page(request: HttpRequest, form_id: str) -> HttpResponse:
    """Show the counts of one survey by question."""
    results = results_of(actor_of(request), form_id)
    context = {"results": results, "form": results.sitting.sheet.form, "least": LEAST}
    return render(request, "office/survey.html", context)
