"""What the page of a record with fields of its own shows: answers, what is wrong, steps, history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.forms.queries import forms_for
from zhaohui.county.places.queries import organisations_like
from zhaohui.county.registers.fields import shown
from zhaohui.county.registers.history import Line, writers_since
from zhaohui.county.registers.keepers import may_keep, may_lead_to
from zhaohui.county.registers.models import Record, Revision
from zhaohui.county.registers.queries import assessments_with_results, history_of, visible_to
from zhaohui.county.registers.reckoning import reckoned
from zhaohui.county.registers.references import named_by, naming
from zhaohui.county.registers.sheets import AREA
from zhaohui.doors.office.record_page import area_name
from zhaohui.doors.office.register_form import answers_of
from zhaohui.doors.office.register_words import did_words
from zhaohui.packs.schema.register_files import RegisterRow, StateRow

WRITE = "record.write"


def record_context(
    actor: Actor, register: RegisterRow, row: Record, texts: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the page shows, and what the actor may do with the record."""
    may_write = visible_to(actor, WRITE).filter(pk=row.pk).exists()
    is_keeper = may_write and may_keep(actor, register, row.place)
    state = register.state(row.state)
    following = [register.state(each) for each in state.next] if state else []
    open_to = [
        each for each in following if each and may_write and may_lead_to(actor, each, row.place)
    ]
    broken = {rule.id: rule.name for rule in register.quality}
    return {
        "register": register,
        "record": row,
        "who": (row.person.name or "") if row.person else row.title,
        "area": area_name(row.place),
        "state": state.name if state else row.state,
        "next_states": [each for each in open_to if not _is_own(actor, row, each)],
        "for_another": [each for each in open_to if _is_own(actor, row, each)],
        "may_write": is_keeper,
        "answers": answers_of(register, texts),
        "faults": [broken[each] for each in row.faults if each in broken],
        "reckoned": reckoned(register, texts),
        "is_overdue": row.review_due is not None and row.review_due < county_today(),
        "history": [_told(register, *each) for each in history_of(actor, row)],
        "alike": _alike(register, row, texts),
        "named": named_by(actor, register, texts),
        "naming": naming(actor, register, row),
        "assessments": assessments_with_results(actor, row),
        "may_assess": [
            form
            for form in forms_for("assessment")
            if may_write and form.id in register.assessments
        ],
    }


def _is_own(actor: Actor, row: Record, state: StateRow) -> bool:
    """Say whether it takes another officer to lead the record there."""
    return state.another and actor.user_id in writers_since(row, state.name)


def _alike(register: RegisterRow, row: Record, texts: Mapping[str, str]) -> list[dict[str, str]]:
    """Return organisations of the county's own register that this record may be, or may be mistaken for."""
    if register.subject != "organisation":
        return []
    codes = [texts.get(f.name, "") for f in register.fields if f.type == "organisation"]
    return organisations_like(row.title, next((code for code in codes if code), ""))


def _told(register: RegisterRow, made: Revision, said: list[Line]) -> dict[str, Any]:
    fields = {field.name: field for field in register.fields}

    def text(name: str, value: str) -> str:
        if name == AREA:
            return area_name(value) if value else ""
        return shown(fields[name], value) if name in fields else value

    lines = [(name, text(name, old), text(name, new)) for name, old, new in said]
    return {
        "at": made.at,
        "did": did_words(made.did),
        "by": made.officer_label,
        "lines": lines,
        "is_open": made.did not in ("add", "import"),
    }
