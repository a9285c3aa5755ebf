"""What the last page of an application shows: each document with the files handed in for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.actions.add_material import OTHER
from zhaohui.county.cases.actions.open_sending import open_sending
from zhaohui.county.cases.models import Material
from zhaohui.county.forms.errand import DRAFT_WRITE
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.papers import Needed
from zhaohui.county.forms.sitting import Sitting
from zhaohui.doors.case_file import FileRow, Upload


@dataclass(frozen=True)
class Wanted:
    """A document with its files; `needed` None for whatever else somebody hands in."""

    name: str
    needed: Needed | None
    files: Sequence[FileRow]
    upload: Upload


def wanted_papers(
    needed: Sequence[Needed], files: Sequence[Material], action: str, *, drop: bool = True
) -> list[Wanted]:
    """Return the documents in the item's order, then the rest."""

    def wanted(document: str, name: str, paper: Needed | None, own: Sequence[Material]) -> Wanted:
        rows = [
            FileRow(f, drop=reverse("portal:apply-drop", args=[f.pk]) if drop else "") for f in own
        ]
        return Wanted(name, paper, rows, Upload(action, document, name))

    known = {each.row.id for each in needed}
    return [
        *(
            wanted(p.row.id, p.row.name, p, [f for f in files if f.document == p.row.id])
            for p in needed
        ),
        wanted(OTHER, _("其他材料"), None, [f for f in files if f.document not in known]),
    ]


def sending_context(
    actor: Actor, row: Draft, sitting: Sitting, *, action: str = DRAFT_WRITE
) -> dict[str, Any]:
    """Return what both doors' last page shows of an item: its materials and what was handed in."""
    found = open_sending(actor, row, sitting, action=action)
    return {
        "form": sitting.sheet.form,
        "version": row.version,
        "needed": found.needed,
        "files": found.files,
    }
