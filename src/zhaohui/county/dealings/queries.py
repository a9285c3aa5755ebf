"""Read a record's dealings; whoever asks has opened the record, which is recorded."""

from __future__ import annotations

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.dealings.models import AccountEntry, Referral, Tie
from zhaohui.county.oversight.models import Task
from zhaohui.county.oversight.queries import visible_to as tasks_visible_to
from zhaohui.county.registers.models import Record
from zhaohui.county.registers.queries import visible_to

READ = "record.read"
MOST = 100


def referrals_of(actor: Actor, row: Record) -> list[Referral]:
    """Return what was handed on about a record, newest first; none where she may not see the record."""
    found = Referral.objects.filter(record=row, record__in=visible_to(actor, READ))
    return list(found.select_related("task").order_by("-pk")[:MOST])


def entries_of(actor: Actor, row: Record) -> list[AccountEntry]:
    """Return the entries of a record's accounts, newest first, at most a hundred."""
    found = AccountEntry.objects.filter(record=row, record__in=visible_to(actor, READ))
    rows = found.select_related("posting", "posting__reversal").order_by("-pk")
    return list(rows[:MOST])


def ties_of(actor: Actor, row: Record) -> list[Tie]:
    """Return the records that this one was tied to, newest first."""
    found = Tie.objects.filter(record=row, record__in=visible_to(actor, READ))
    return list(found.select_related("other").order_by("-pk")[:MOST])


def tied_from(actor: Actor, row: Record) -> list[Tie]:
    """Return the ties from other registers to this record that lie in the actor's reach, newest first."""
    found = Tie.objects.filter(other=row, record__in=visible_to(actor, READ))
    return list(found.select_related("record").order_by("-pk")[:MOST])


def referral_behind(actor: Actor, task: Task) -> Referral | None:
    """Return what a task was handed on for, where the task is in the actor's reach."""
    found = Referral.objects.filter(task=task, task__in=tasks_visible_to(actor))
    return found.select_related("record").first()
