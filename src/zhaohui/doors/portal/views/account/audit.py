"""谁看过我的数据、为什么: a resident reads who used her data."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.queries import page as page_of
from zhaohui.county.audit.queries import uses_of
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.portal.data_uses import data_uses

LONGEST_NUMBER = 18


@access("self.audit")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the uses of the resident's own data, newest first; `own` also shows what she did herself."""
    actor = request.actor  # type: ignore[attr-defined]
    text = request.GET.get("before", "")
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    with_own = request.GET.get("own") == "1"
    entries: list[Entry] = []
    following = None
    if actor.person_id is not None:
        uses = uses_of(actor.person_id, without_user=None if with_own else actor.user_id)
        with transaction.atomic():
            entries, following = page_of(uses, before=int(text) if is_number else None)
            record(actor, "self.audit", subject=("person", actor.person_id), purpose="本人查看")
    context = {
        "uses": data_uses(current_pack(), actor, entries),
        "following": following,
        "is_first": not is_number,
        "with_own": with_own,
    }
    return render(request, "portal/me/audit.html", context)
