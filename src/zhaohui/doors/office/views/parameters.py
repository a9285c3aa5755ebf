"""参数补填: all parameters, those with a gap first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.clock import county_today
from zhaohui.county.accounts.gate import access
from zhaohui.county.catalog.proposal_queries import visible_to
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.office.parameters_page import ParameterLine, parameter_lines

WHICH = ("gap", "stale", "waiting", "all")


@access("pack.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the parameters of a department with a gap, grown old, waiting, or all of them."""
    pack = current_pack()
    actor = request.actor  # type: ignore[attr-defined]
    lines = parameter_lines(pack, current_rulebook(), actor, county_today())
    which = request.GET.get("which", "gap")
    which = which if which in WHICH else "gap"
    department = request.GET.get("department", "")
    own = [line for line in lines if department in ("", line.row.owner)]
    context = {
        "which": which,
        "department": department,
        "departments": sorted({line.row.owner for line in lines if line.row.owner}),
        "counts": {name: sum(is_of(line, name) for line in own) for name in WHICH},
        "lines": [line for line in own if is_of(line, which)],
        "to_review": visible_to(actor, "parameter.approve").count(),
    }
    return render(request, "office/parameters.html", context)


def is_of(line: ParameterLine, which: str) -> bool:
    """Say whether a parameter belongs to one of the four groups."""
    answers = {"gap": bool(line.gaps), "stale": line.is_stale, "waiting": line.waiting > 0}
    return answers.get(which, True)
