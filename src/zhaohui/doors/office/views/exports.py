"""Exports: the list, one of them, the decision of another person, the download, once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.lists.actions.decide_export import decide_export
from zhaohui.county.lists.actions.take_export import take_export
from zhaohui.county.lists.catalogue import list_named
from zhaohui.county.lists.errors import ExportError
from zhaohui.county.lists.export_file import MIME
from zhaohui.county.lists.export_list import EXPORTS
from zhaohui.county.lists.queries import export_of
from zhaohui.doors.office.list_view import list_page


@access("export.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List one's own exports; for approvers everybody's."""
    return list_page(request, EXPORTS)


@access("export.read")
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one export: what, why, who decides, what to do now."""
    actor = request.actor  # type: ignore[attr-defined]
    export = export_of(actor, pk)
    spec = list_named(export.list)
    is_own = export.requested_by_id == actor.user_id
    context = {
        "export": export,
        "spec": spec,
        "columns": [column for column in spec.columns if column.name in export.columns],
        "is_own": is_own,
        "may_decide": not is_own
        and export.state == "requested"
        and actor.everywhere("export.approve"),
        "may_take": is_own and export.state == "ready",
        "may_withdraw": is_own and export.state in ("requested", "approved", "ready"),
    }
    return render(request, "office/export.html", context)


@access("export.approve")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or refuse another's export."""
    decision = request.POST.get("decision")
    if decision not in ("approve", "refuse"):
        raise ExportError("请选“批准”或“不批准”。")
    decide_export(
        request.actor,  # type: ignore[attr-defined]
        pk=pk,
        decision=decision,  # type: ignore[arg-type]
        note=request.POST.get("note", ""),
    )
    return redirect("office:export", pk)


@access("export.request")
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the file, once."""
    export, content = take_export(request.actor, pk=pk)  # type: ignore[attr-defined]
    response = HttpResponse(content, content_type=MIME[export.format])
    response.headers["Content-Disposition"] = f'attachment; filename="export-{pk}.{export.format}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
