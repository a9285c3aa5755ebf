"""A resident answers a message in her inbox: yes, later, or no 答复消息."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.outreach.actions.take_step import Said, take_step
from zhaohui.county.outreach.errors import OutreachAnswerError
from zhaohui.county.outreach.models import ContactLine, Outbox
from zhaohui.county.outreach.queries import IN_INBOX

LATER = dt.timedelta(days=30)
ANSWERS = {"yes": "confirm", "no": "refuse", "back": "take_back", "later": ""}


def answer_message(actor: Actor, pk: int, *, answer: str, reason: str = "") -> ContactLine:
    """Take the step of the answer on the message's line; NotVisible for anybody else's message.

    `later` changes nothing but that nobody comes or writes about it for thirty days.
    """
    with transaction.atomic():
        message = Outbox.objects.filter(
            pk=pk, channel="inbox", state__in=IN_INBOX, person_id__in=actor.people("self.inbox")
        ).first()
        if message is None or message.line_id is None:
            raise NotVisible
        line = ContactLine.objects.select_for_update(of=("self",)).get(pk=message.line_id)
        if answer not in ANSWERS:
            raise OutreachAnswerError(_("请选一个答复。"))
        change = _later(line) if answer == "later" else _step(line, ANSWERS[answer], reason)
        record(
            actor,
            "self.inbox",
            subject=("person", line.person_id),
            purpose="本人答复",
            change={"line": line.pk, "answer": answer} | change,
        )
    return line


def _step(line: ContactLine, name: str, reason: str) -> dict[str, object]:
    return take_step(line, name, Said(told_by="inbox", reason=reason))


def _later(line: ContactLine) -> dict[str, object]:
    line.quiet_until = county_today() + LATER
    line.save(update_fields=["quiet_until"])
    return {"rule": line.rule, "state": line.state}
