"""The documents of a form: which are needed, which the registry makes needless 免证明."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from zhaohui.county.forms.answers import Answers, Place
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
    is_hers = sitting.sheet.about_person or sitting.sheet.papers_of != "subject"
    member = 0 if is_hers else None
    found = []
    for paper in sitting.sheet.papers:
        holds = paper.when.holds(views, member) if paper.when else True
        if holds is False:
            continue
        known = _instead(sitting, answers, paper.row)
        status: Literal["needed", "maybe", "waived"] = "needed" if holds else "maybe"
        found.append(Needed(paper.row, "waived" if known else status, known))
    return found


def _instead(sitting: Sitting, answers: Answers, row: DocumentRow) -> Known | None:
    """Return what the registry knows instead of a document: of everybody whom it concerns, or None."""
    facts = {fact.name: fact for fact in sitting.pack.facts}
    named = [facts[name] for name in row.waived_by]
    if any(fact.entity != "person" for fact in named):
        return next((sitting.known[key] for key in _keys(row, None) if key in sitting.known), None)
    found: Known | None = None
    people = 1 if sitting.sheet.papers_of == "applicant" else len(answers.members)
    for member in range(people):
        found = next((sitting.known[k] for k in _keys(row, member) if k in sitting.known), None)
        if found is None:
            return None
    return found


def _keys(row: DocumentRow, member: Place) -> Iterator[tuple[Place, str]]:
    return ((member, name) for name in row.waived_by)
