"""核对我的情况: what I consented to, what came of it, object to an answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.gate import access
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.county.verifications.actions.give_consent import give_consent, withdraw_consent
from zhaohui.county.verifications.actions.object_to import object_to
from zhaohui.county.verifications.errors import VerificationError, VerificationStateError
from zhaohui.county.verifications.queries import OWN
from zhaohui.doors.form_page import actor_of
from zhaohui.doors.portal.checks_page import checks_context
from zhaohui.doors.portal.views.offer_booking import number_of


@access(OWN)
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the kinds of check with her consents, and the checks of her household."""
    return show(request)


@access(OWN)
@require_POST
def step(request: HttpRequest) -> HttpResponse:
    """Consent, take a consent back, object."""
    actor, post = actor_of(request), request.POST
    name, kind = post.get("step", ""), post.get("kind", "")
    try:
        if name == "consent":
            give_consent(actor, kind, actor.person_id or 0)
        elif name == "withdraw":
            withdraw_consent(actor, kind, actor.person_id or 0)
        elif name == "object":
            number = number_of(post.get("question", ""))
            object_to(actor, number, post.get("fact", ""), post.get("words", ""))
        else:
            raise NotVisible
    except (VerificationError, VerificationStateError) as error:
        return show(request, problem=str(error), status=error.status)
    messages.success(request, _("已经办好。"))
    return redirect("portal:me-checks")


def show(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    """Render her page, with what is wrong with what was pressed."""
    context = checks_context(actor_of(request)) | {
        "is_synthetic": is_synthetic(),
        "problems": [{"id": "main", "sentence": problem}] if problem else [],
    }
    return render(request, "portal/me/checks.html", context, status=status)
