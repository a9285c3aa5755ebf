"""The planner's pages: what in the plan does not agree, and the decision about it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.plans.actions.resolve_contradiction import (
    Decision,
    find,
    resolve_contradiction,
)
from zhaohui.county.plans.errors import DecisionError
from zhaohui.county.plans.living import conflicts
from zhaohui.county.plans.models import Choice
from zhaohui.county.plans.queries import history, resolutions
from zhaohui.county.plans.text import stored_text

BEFORE, AFTER = 3, 6  # lines of the text that are shown around a place
FIELDS = ("choice", "reading", "reason", "first_quote", "second_quote", "basis")


@access("plan.resolve")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the contradictions of the county's plans, the undecided first."""
    pack = current_pack()
    plans = [
        (plan, sorted(conflicts(plan, resolutions(plan.id)), key=lambda row: not row.is_open))
        for plan in pack.plans
    ]
    return render(request, "office/contradictions.html", {"plans": plans})


@access("plan.resolve")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, plan_id: str, number: str) -> HttpResponse:
    """Show both places side by side and keep the decision."""
    pack = current_pack()
    row = find(pack, plan_id, number)
    written = {name: request.POST.get(name, "").strip() for name in FIELDS}
    faults: dict[str, str] = {}
    if request.method == "POST":
        try:
            resolve_contradiction(
                request.actor,  # type: ignore[attr-defined]
                pack=pack,
                plan_id=plan_id,
                contradiction=number,
                decision=Decision(**written),
            )
            messages.success(request, _("决定已记录，规划看板上已经公开。"))
            return redirect("office:contradiction", plan_id, number)
        except DecisionError as error:
            faults = error.faults
    lines = stored_text(settings.DATA_DIR, plan_id)
    context = {
        "plan": pack.plan(plan_id),
        "row": row,
        "places": [
            ("first", row.place_a, row.line_a, around(lines, row.line_a)),
            ("second", row.place_b, row.line_b, around(lines, row.line_b)),
        ],
        "choices": Choice.choices,
        "written": written,
        "faults": faults,
        "problems": [{"id": name, "sentence": text} for name, text in faults.items()],
        "history": history(plan_id, number),
    }
    return render(request, "office/contradiction.html", context, status=400 if faults else 200)


def around(lines: list[str], line: int | None) -> list[tuple[int, str]]:
    """Return (number, text) of the printed lines around a place; nothing without the text."""
    if not lines or not line:
        return []
    first = max(1, line - BEFORE)
    found = enumerate(lines[first - 1 : line + AFTER], first)
    return [(number, text.strip()) for number, text in found if text.strip()]
