"""What is done in the background: how many jobs, which of them failed, and how the last night went."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.jobs.actions.put_back import put_back
from zhaohui.county.jobs.queries import failed_jobs, job_counts, last_night


@access("job.read")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the jobs that wait for a person, and the last night's steps."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "counts": job_counts(actor),
        "failed": failed_jobs(actor),
        "may_retry": actor.may("job.retry"),
        "night": last_night(),
    }
    return render(request, "office/jobs.html", context)


@access("job.retry")
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a failed job try again."""
    actor = request.actor  # type: ignore[attr-defined]
    put_back(actor, job_id=pk, purpose=request.POST.get("purpose", "").strip())
    return redirect("office:jobs")
