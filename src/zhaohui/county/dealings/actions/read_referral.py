"""Read what a task was handed on for; the reading is recorded with the person whom it is about."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.dealings.models import Referral
from zhaohui.county.dealings.queries import referral_behind
from zhaohui.county.oversight.models import Task
from zhaohui.county.oversight.states import READ
from zhaohui.county.registry.sealed_text import unseal

PURPOSE = "办台账转来的工单"  # the audit is kept in Chinese


def read_referral(actor: Actor, task: Task) -> tuple[Referral | None, str]:
    """Return the referral behind a task with its words; None and "" where there is none in reach."""
    with transaction.atomic():
        found = referral_behind(actor, task)
        if found is None:
            return None, ""
        person = found.record.person_id
        record(
            actor,
            READ,
            subject=("person", person) if person else ("record", found.record_id),
            purpose=PURPOSE,
            fields=("转办情况",),
            change={"task": task.pk, "record": found.record_id},
        )
    return found, unseal(found.words_sealed)
