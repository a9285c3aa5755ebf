"""What an officer reads of a case besides its row: what was stated, what the rules say, what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.contents import answers_of, unseal
from zhaohui.county.cases.models import Case, CaseState, Decision
from zhaohui.county.cases.proposal import proposals
from zhaohui.county.cases.queries import READ, decision_of, open_proposal
from zhaohui.county.registry.met import is_unknown, provisional_of
from zhaohui.county.registry.models import Provisional
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.rules import RuleRow

# Before there is a proposal the page shows what the rules say today; then what they said.
S = CaseState
EVALUATED = (
    *(S.SUBMITTED, S.WAITING, S.RETURNED, S.ACCEPTED, S.IN_REVIEW),
    *(S.PAUSED, S.PUBLICITY, S.APPEALED),
)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A proposal or decision with what it rests on, as it was kept."""

    row: Decision
    reason: str
    rule: RuleRow | None
    told: list[dict[str, str]]

    @property
    def verdict(self) -> str:
        """What the rule said, in one sentence."""
        return self.told[0]["text"] if self.told else ""


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """What a case rests on."""

    stated: Mapping[str, str]
    says: list[dict[str, Any]]
    proposal: Kept | None
    decision: Kept | None


def case_view(actor: Actor, case: Case, pack: Pack, today: dt.date) -> CaseView:
    """Return it; NotVisible where the case is out of the actor's reach."""
    if not actor.may_for(READ, case.subject_id, case.area):
        raise NotVisible
    proposed, decided = open_proposal(case), decision_of(case)
    return CaseView(
        stated=answers_of(case).own,
        says=proposals(case, pack, today) if case.state in EVALUATED else [],
        proposal=kept(proposed, pack) if proposed else None,
        decision=kept(decided, pack) if decided else None,
    )


def met_in(actor: Actor, case: Case) -> Provisional | None:
    """Return what was noted of an applicant whose identity is not known yet; None for anybody else."""
    actor.require_for(READ, case.subject_id, case.area)
    return provisional_of(case.subject_id) if is_unknown(case.subject_id) else None


def kept(row: Decision, pack: Pack) -> Kept:
    """Return a decision with its reason, rule and trace in words."""
    return Kept(
        row=row,
        reason=next(
            (each.words for each in pack.case_reasons if each.code == row.reason), row.reason
        ),
        rule=next((each for each in pack.rules if each.id == row.rule), None),
        told=unseal(row.told_sealed),
    )
