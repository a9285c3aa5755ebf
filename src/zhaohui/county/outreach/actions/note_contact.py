"""A village worker or officer notes what came of a contact 记录联系结果."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.outreach.actions.stop_contact import stop_contact
from zhaohui.county.outreach.actions.take_step import Said, take_step
from zhaohui.county.outreach.errors import OutreachAnswerError
from zhaohui.county.outreach.models import ContactLine, Reason, StopWhy
from zhaohui.county.outreach.queries import line_visible_to

STEPS = ("tell", "confirm", "know", "miss", "refuse", "take_back", "opt_out")


def note_contact(actor: Actor, pk: int, *, step: str, said: Said) -> ContactLine:
    """Take one step on a line; a yes on her behalf needs how she gave it.

    `opt_out` stops every contact with her, and so does that she has died. NotVisible out of reach.
    """
    if step not in STEPS:
        raise OutreachAnswerError(_("请选联系的结果。"))
    with transaction.atomic():
        line = line_visible_to(actor, "outreach.note", pk, lock=True)
        if step == "confirm" and not said.consent:
            raise OutreachAnswerError(_("请写明本人怎样同意的。"))
        if step == "opt_out":
            stop_contact(actor, line.person_id, why=StopWhy.ASKED, action="outreach.note")
            line.refresh_from_db()
            return line
        change = take_step(line, step, said)
        record(
            actor,
            "outreach.note",
            subject=("person", line.person_id),
            purpose="服务找人",
            change={"line": line.pk} | change,
        )
        if step == "refuse" and said.reason == Reason.DECEASED:
            stop_contact(actor, line.person_id, why=StopWhy.DECEASED, action="outreach.note")
    return line
