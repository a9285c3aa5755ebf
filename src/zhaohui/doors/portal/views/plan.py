"""The plan page: what the county promised, sentence by sentence."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.portal import plan_page


@public
@require_safe
def page(request: HttpRequest, plan_id: str = "") -> HttpResponse:
    """Show one part (indicators, promises, projects, conflicts) of a plan beside its text."""
    pack = current_pack()
    wanted = plan_id or pack.manifest.current_plan
    plan = next((item for item in pack.all_plans if item.id == wanted), None)
    if plan is None:
        raise Http404
    part = request.GET.get("part", "")
    part = part if part in plan_page.PARTS else "indicators"
    today = timezone.localdate()
    context = {
        "plan": plan,
        "plans": pack.all_plans,
        "has_ended": plan.has_ended(today),
        "source": next((s for s in pack.sources if s.source_id == plan.manifest.document), None),
        "part": part,
        "parts": plan_page.PARTS,
        "counts": plan_page.status_counts(plan, today),
        "indicators": plan_page.indicators_by_domain(pack, plan) if part == "indicators" else (),
        "promises": plan_page.promises_by_chapter(plan, today) if part == "promises" else (),
        "background": plan_page.background(plan) if part == "promises" else (),
        "projects": plan_page.projects_by_box(plan, today) if part == "projects" else (),
        "lines": plan_page.stored_text(settings.DATA_DIR, plan),
    }
    return render(request, "portal/plan.html", context)
