"""Open one assessment of a record; the reading is recorded."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registers.models import Assessment
from zhaohui.county.registers.queries import require_reach
from zhaohui.county.registers.scoring import Scored, open_answers_of, open_scores
from zhaohui.packs.schema.register_files import RegisterRow


def read_assessment(
    actor: Actor, register: RegisterRow, row: Assessment, sitting: Sitting | None
) -> tuple[tuple[Scored, ...], Answers | None]:
    """Return the results as they were kept, and the answers where the form still fits them.

    `row` is one that the actor may see, with its record; no sitting: the form is no longer there.
    """
    kept = row.record
    with transaction.atomic():
        require_reach(actor, "record.read", kept.pk)
        found = open_scores(row)
        answers = open_answers_of(row, sitting) if sitting else None
        record(
            actor,
            "record.read",
            subject=("person", kept.person_id) if kept.person_id else ("record", kept.pk),
            purpose=f"{register.purpose}：{row.form_name}",
            fields=answers.names() if answers else (),
            change={"record": kept.pk, "assessment": row.pk, "form": row.form},
        )
    return found, answers
