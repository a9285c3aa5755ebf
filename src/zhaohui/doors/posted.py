"""What is posted with an application: the version that was reviewed, a file for one of its documents."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.actions.add_material import add_to_draft
from zhaohui.county.forms.errand import DRAFT_WRITE
from zhaohui.county.forms.models import Draft
from zhaohui.doors.form_page import actor_of

MOST_DIGITS = 9


def posted_version(request: HttpRequest) -> int:
    """Return the draft's version that the page showed; -1, which no draft has, for anything else."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) <= MOST_DIGITS else -1


def still_open(row: Draft | None) -> Draft:
    """Return a draft that takes files; NotVisible for none and for one that was submitted."""
    if row is None or row.submitted_at is not None:
        raise NotVisible
    return row


def add_posted_file(request: HttpRequest, row: Draft, *, action: str = DRAFT_WRITE) -> None:
    """Keep the posted file with a draft; MaterialError where it can't be taken."""
    file = request.FILES.get("file")
    add_to_draft(
        actor_of(request),
        row.pk,
        document=request.POST.get("document", ""),
        name=(file.name or "") if file else "",
        content=file.read(settings.MOST_UPLOAD_BYTES + 1) if file else b"",
        action=action,
    )
