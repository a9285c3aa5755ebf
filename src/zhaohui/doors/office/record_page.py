"""What the pages of a register show about its records."""

from __future__ import annotations

from typing import Any

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.queries import forms_for
from zhaohui.county.forms.showing import review
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registers.models import Assessment, Record
from zhaohui.county.registers.queries import assessments_with_results, visible_to
from zhaohui.county.registers.scoring import Scored
from zhaohui.packs.schema.register_files import RegisterRow

LARGEST_ID = 2**63 - 1


def area_name(code: str) -> str:
    """Return the name of a village with its town, or of a town; else the code."""
    pack = current_pack()
    town = next((row.name for row in pack.towns if code.startswith(row.code)), "")
    village = next((row.name for row in pack.villages if row.code == code), "")
    return f"{town}{village}" or code


def own_area(actor: Actor, action: str) -> str:
    """Return the area that an officer's record about nobody belongs to: the first of her own."""
    if actor.everywhere(action):
        return current_pack().code
    return next((low for low, _high in actor.ranges(action)), "")


def number_of(text: str | None) -> int:
    """Return a row number from an address or a form; 0 for anything else."""
    is_number = bool(text) and str(text).isascii() and str(text).isdigit() and len(str(text)) < 20
    return min(int(str(text)), LARGEST_ID) if is_number else 0


def record_context(
    actor: Actor, register: RegisterRow, row: Record, sitting: Sitting, answers: Answers
) -> dict[str, Any]:
    """Return what the page of one record shows, and where the actor may lead it."""
    states = {state.id: state for state in register.states}
    state = states.get(row.state)
    may_write = visible_to(actor, "record.write").filter(pk=row.pk).exists()
    return {
        "register": register,
        "record": row,
        "form": sitting.sheet.form,
        "who": row.person.name if row.person else "",
        "area": area_name(row.place),
        "state": state.name if state else row.state,
        "next_states": [states[each] for each in state.next] if state and may_write else [],
        "may_write": may_write,
        "assessments": assessments_with_results(actor, row),
        "may_assess": [
            form
            for form in forms_for("assessment")
            if may_write and form.id in register.assessments
        ],
        **review(sitting, answers),
    }


def assessment_context(
    register: RegisterRow, row: Assessment, found: tuple[Scored, ...]
) -> dict[str, Any]:
    """Return what the page of one assessment shows besides the answers."""
    return {
        "register": register,
        "record": row.record,
        "who": row.record.person.name if row.record.person else row.record.title,
        "area": area_name(row.record.place),
        "assessment": row,
        "results": found,
        "entered": entered_facts(row, found),
    }


def entered_facts(row: Assessment, found: tuple[Scored, ...]) -> list[tuple[str, str]]:
    """Return the facts that the assessment entered in the registry, with their values."""
    form = next((each for each in current_pack().forms if each.id == row.form), None)
    facts = {scale.id: scale.fact for scale in form.scales} if form else {}
    return [(facts[r.scale], r.band) for r in found if r.band and facts.get(r.scale)]


def answers_context(sitting: Sitting, answers: Answers) -> dict[str, Any]:
    """Return the answers as they are shown and printed; the results are the kept ones."""
    return review(sitting, answers) | {"form": sitting.sheet.form, "scores": ()}
