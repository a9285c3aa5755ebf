"""Why can this officer see this? And who can see this person?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.actions.explain_access import explain_access
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.office.access_form import AccessForm, area_names


@access("access.explain")
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the question, and the answer where one was asked; each asking is recorded."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = "action" in request.GET  # a link may bring the officer alone
    form = AccessForm(actor, request.GET if asked else None, initial=request.GET.dict())
    answer = None
    if form.is_valid():
        try:
            answer = explain_access(actor, **form.question())
        except AccountError as fault:
            form.add_error("person", str(fault))
    context = {
        "form": form,
        "answer": answer,
        "sentence": form.sentence() if answer else "",
        "areas": area_names(current_pack()),
        "posts": {post.post: post.name for post in current_pack().posts},
    }
    return render(request, "office/access.html", context, status=400 if form.errors else 200)
