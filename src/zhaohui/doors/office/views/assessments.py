"""评估: an officer assesses the subject of a record by a form of the register; results stay with the record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.forms.actions.open_draft import open_draft
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errand import Errand
from zhaohui.county.forms.queries import forms_for, sitting_for
from zhaohui.county.registers.actions.assess import assess
from zhaohui.county.registers.actions.read_assessment import read_assessment
from zhaohui.county.registers.queries import assessment_of, record_of, register_of
from zhaohui.doors.form_page import Desk, Kept, actor_of, run_form
from zhaohui.doors.office.record_page import answers_context, assessment_context

READ, WRITE = "record.read", "record.write"


@access(WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, register_id: str, pk: int, form_id: str) -> HttpResponse:
    """Fill in an assessment of the register about a record's subject."""
    actor, register = actor_of(request), register_of(register_id)
    row = record_of(actor, WRITE, register.id, pk)
    if form_id not in register.assessments:
        raise NotVisible
    sitting = sitting_for(form_id, "assessment", person_id=row.person_id)
    errand = Errand(WRITE, f"assessment:{row.pk}", row.person_id)
    draft, answers = open_draft(actor, sitting, errand=errand)
    kept = Kept(actor, sitting, errand, answers, draft)

    def submit(final: Answers) -> HttpResponse:
        kept.carry(final, changed=kept.draft is None)  # everything was known: nothing was saved yet
        assert kept.draft is not None
        made = assess(actor, register, row.pk, sitting=sitting, draft=kept.draft)
        return redirect("office:record-assessment", register.id, row.pk, made.pk)

    leave_to = reverse("office:record", args=[register.id, row.pk])
    return run_form(request, sitting, Desk(kept, submit, _("登记评估"), leave_to), answers)


@access(READ)
@require_safe
def page(request: HttpRequest, register_id: str, pk: int, assessment_id: int) -> HttpResponse:
    """Show one assessment: results as they were kept, and the answers."""
    actor, register = actor_of(request), register_of(register_id)
    row = assessment_of(actor, record_of(actor, READ, register.id, pk), assessment_id)
    is_there = row.form in {form.id for form in forms_for("assessment")}
    sitting = sitting_for(row.form, "assessment") if is_there else None
    found, answers = read_assessment(actor, register, row, sitting)
    context = assessment_context(register, row, found)
    if sitting and answers:
        context |= answers_context(sitting, answers)
    return render(request, "office/assessment.html", context)
