"""What the pages of a register show about its records."""

from __future__ import annotations

from typing import Any

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.showing import review
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registers.models import Record
from zhaohui.packs.schema.forms import RegisterRow

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
    may_write = actor.may("record.write", row.area)
    return {
        "register": register,
        "record": row,
        "form": sitting.sheet.form,
        "who": row.person.name if row.person else "",
        "area": area_name(row.area),
        "state": state.name if state else row.state,
        "next_states": [states[each] for each in state.next] if state and may_write else [],
        "may_write": may_write,
        **review(sitting, answers),
    }
