"""待答复的核对: what a department is asked, its answer, and objections to it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.county.verifications.actions.answer_question import answer_question
from zhaohui.county.verifications.actions.object_to import settle_objection
from zhaohui.county.verifications.check_list import QUESTIONS
from zhaohui.county.verifications.errors import VerificationError, VerificationStateError
from zhaohui.county.verifications.queries import ANSWER, kind_named, question_to
from zhaohui.county.verifications.reading import read_question
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.office.list_view import list_page
from zhaohui.doors.office.record_page import number_of


@access(ANSWER)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what the officer's department is asked."""
    return list_page(request, QUESTIONS)


@access(ANSWER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one question, take its answer or the answer to an objection."""
    if request.method != "POST":
        return show(request, pk)
    question_to(actor_of(request), pk)
    try:
        _take(request, pk)
    except (VerificationError, VerificationStateError) as error:
        return show(request, pk, error=error)
    messages.success(request, _("已经办好。"))
    return redirect("office:question", pk)


def _take(request: HttpRequest, pk: int) -> None:
    post, actor = request.POST, actor_of(request)
    if post.get("step") == "settle":
        number = number_of(post.get("objection"))
        settle_objection(actor, number, post.get("answer", ""), post.get("corrected", ""))
        return
    given = {name.removeprefix("fact-"): post.get(name, "") for name in post}
    answer_question(actor, pk, given, not_found=post.get("step") == "not-found")


def show(
    request: HttpRequest,
    pk: int,
    *,
    error: VerificationError | VerificationStateError | None = None,
) -> HttpResponse:
    """Render a question, with what is wrong with what was written."""
    found = read_question(actor_of(request), pk)
    wrong = getattr(error, "problems", {}) if error else {}
    sentences = [{"id": f"fact-{name}", "sentence": text} for name, text in wrong.items()]
    kind = kind_named(found.row.verification.kind)
    context = {
        "question": found,
        "kind": kind,
        "source": kind.source_named(found.row.source),
        "fields": [
            (line, request.POST.get(f"fact-{line.fact.name}", ""), wrong.get(line.fact.name, ""))
            for line in found.lines
        ],
        "problems": sentences or ([{"id": "main", "sentence": str(error)}] if error else []),
        "is_synthetic": is_synthetic(),
    }
    status = error.status if error else 200
    return render(request, "office/verifications/question.html", context, status=status)
