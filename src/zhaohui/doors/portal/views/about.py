"""Where the data come from, how sure they are, and what is still missing."""

from collections import Counter
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.queries import forms_for
from zhaohui.packs.gaps import gaps


@public
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the sources, the four levels of verification and the gaps by department."""
    pack = current_pack()
    levels = Counter(row.verification for row in pack.sourced_rows())
    by_department = groupby(gaps(pack), key=lambda gap: gap.department)
    context = {
        "levels": [
            (level, levels[level])
            for level in ("verified", "secondary", "unverified", "placeholder")
        ],
        "sources": pack.sources,
        "surveys": forms_for("survey"),
        "gaps": [(department, list(found)) for department, found in by_department],
    }
    return render(request, "portal/about.html", context)
