"""The documents of a form: which are needed, which the registry makes needless 免证明."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.sitting import Known, Sitting
from zhaohui.packs.schema.forms import DocumentRow


@dataclass(frozen=True)
class Needed:
    """A document and whether it is needed; `because` is what the registry knows instead."""

    row: DocumentRow
    status: Literal["needed", "maybe", "waived"]
    because: Known | None = None


def papers(sitting: Sitting, answers: Answers) -> list[Needed]:
    """Return the documents that apply or may apply, in the form's order."""
    views = sitting.views(answers)
    member = 0 if sitting.sheet.about_person else None
    found = []
    for paper in sitting.sheet.papers:
        holds = paper.when.holds(views, member) if paper.when else True
        if holds is False:
            continue
        known = next(
            (each for (_, name), each in sitting.known.items() if name in paper.row.waived_by), None
        )
        status: Literal["needed", "maybe", "waived"] = "needed" if holds else "maybe"
        found.append(Needed(paper.row, "waived" if known else status, known))
    return found
