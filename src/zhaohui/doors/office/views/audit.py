"""The audit log, for auditors: who did or read what, about whom, why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.audit.actions.note_reading import note_reading
from zhaohui.county.audit.log_list import AUDIT
from zhaohui.county.lists.state import read_state
from zhaohui.doors.office.list_view import list_page


@access("audit.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the entries that the filters ask for; that somebody looked is an entry itself."""
    response = list_page(request, AUDIT, template="office/audit.html")
    state = read_state(AUDIT, request.GET)
    if not state.problems:
        person = state.raw.get("person")
        note_reading(
            request.actor,  # type: ignore[attr-defined]
            state.raw,
            person_id=int(person) if person else None,
        )
    return response
