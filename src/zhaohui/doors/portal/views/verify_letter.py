"""核对决定书: whoever holds a letter can check that it was made here; nobody's data are shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.cases.letter import letter_of
from zhaohui.county.cases.queries import decision_of


@public
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Say whether number and code belong together, when it was issued, and whether it still holds."""
    number, code = request.GET.get("number", "")[:24], request.GET.get("code", "")[:40]
    context: dict[str, object] = {"number": number, "code": code, "is_asked": bool(number or code)}
    row = letter_of(number, code) if number and code else None
    if row is not None:
        newest = decision_of(row.case)
        context |= {"row": row, "holds": newest is not None and newest.pk == row.pk}
    return render(request, "portal/letters.html", context)
