"""Open a decision's letter: by the applicant it is thereby delivered 送达; by an officer to print it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.read import record_read
from zhaohui.county.cases.actions.take_step import Said, go_on
from zhaohui.county.cases.contents import unseal
from zhaohui.county.cases.letter import code_of
from zhaohui.county.cases.models import CaseState
from zhaohui.county.cases.queries import READ, case_visible_to, decision_of
from zhaohui.county.cases.states import OWN


@dataclass(frozen=True)
class Letter:
    """A letter: its number, the code that stands on it, and what it says."""

    number: str
    code: str
    text: dict[str, Any]


def take_letter(actor: Actor, pk: int, *, action: str = READ) -> Letter:
    """Return the letter of the decision that holds; NotVisible where there is none in reach."""
    with transaction.atomic():
        case = case_visible_to(actor, action, pk, lock=True)
        row = decision_of(case)
        if row is None:
            raise NotVisible
        if action == OWN and case.state == CaseState.DECIDED:
            go_on(actor, case, "receive", Said())
        else:
            record_read(
                actor,
                [case.subject_id],
                fields=("决定书",),
                purpose="看、打印决定书",
                action=action,
            )
    return Letter(row.letter_number or "", code_of(row), unseal(row.letter_sealed or b""))
