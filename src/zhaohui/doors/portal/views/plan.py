"""The living plan: what the county promised, statement by statement."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhaohui.county.accounts.gate import public
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.plans import living
from zhaohui.county.plans.queries import resolutions
from zhaohui.county.plans.text import stored_text
from zhaohui.doors.portal import plan_page
from zhaohui.packs import Pack, Plan


@public
@require_safe
def page(request: HttpRequest, plan_id: str = "") -> HttpResponse:
    """Show one part (promises, indicators, projects, conflicts) of a plan beside its text."""
    pack, plan = chosen_plan(plan_id)
    part = request.GET.get("part", "")
    part = part if part in plan_page.PARTS else "promises"
    today = timezone.localdate()
    decided = resolutions(plan.id)
    rows = living.statements(pack, plan, today, decided)
    sign = request.GET.get("sign", "")
    shown = [row for row in rows if row.sign == sign] if sign in living.SIGNS else rows
    context = {
        "plan": plan,
        "plans": pack.all_plans,
        "has_ended": plan.has_ended(today),
        "source": next((s for s in pack.sources if s.source_id == plan.manifest.document), None),
        "part": part,
        "parts": plan_page.PARTS,
        "counts": living.sign_counts(rows),
        "sign": sign if sign in living.SIGNS else "",
        "chapters": living.by_chapter(plan, shown),
        "indicators": plan_page.indicators_by_domain(pack, plan),
        "background": plan_page.background(plan),
        "projects": plan_page.projects_by_box(plan, rows),
        "conflicts": living.conflicts(plan, decided),
        "lines": stored_text(settings.DATA_DIR, plan.id),
    }
    return render(request, "portal/plan.html", context)


@public
@require_safe
def statement(request: HttpRequest, plan_id: str, statement_id: str) -> HttpResponse:
    """Show one promise: place, measure, project, money, services, evidence, contradictions."""
    pack, plan = chosen_plan(plan_id)
    rows = living.statements(pack, plan, timezone.localdate(), resolutions(plan.id))
    row = next((row for row in rows if row.id == statement_id), None)
    if row is None:
        raise Http404
    lines = stored_text(settings.DATA_DIR, plan.id)
    context = {
        "plan": plan,
        "statement": row,
        "has_ended": plan.has_ended(timezone.localdate()),
        "printed": lines[row.line - 1].strip() if row.line and row.line <= len(lines) else "",
        "lines": lines,
        "text_at": reverse("portal:plan-one", args=[plan.id]),
    }
    return render(request, "portal/statement.html", context)


def chosen_plan(plan_id: str) -> tuple[Pack, Plan]:
    """Return the pack and its plan of that id, or the current one; 404 when there is none."""
    pack = current_pack()
    wanted = plan_id or pack.manifest.current_plan
    plan = next((item for item in pack.all_plans if item.id == wanted), None)
    if plan is None:
        raise Http404
    return pack, plan
