"""What a decision does: a grant awards and establishes facts; a later round corrects or ends what was given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.cases.items import case_item
from zhaohui.county.cases.models import Case, Decision, Outcome
from zhaohui.county.cases.queries import READ, visible_to
from zhaohui.county.cases.reliefs import left_to_pay
from zhaohui.county.cases.states import OWN
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.actions.award import award
from zhaohui.county.entitlements.actions.end_award import end_award
from zhaohui.county.entitlements.holding_queries import award_from
from zhaohui.county.entitlements.models import Award
from zhaohui.county.entitlements.opened import Opened, opened_by
from zhaohui.county.payments.actions.correct_paid import Correction, correct_paid
from zhaohui.county.registry.actions.confirm_facts import confirm_facts, withdraw_confirmed
from zhaohui.packs.pack import Pack


def take_effect(case: Case, row: Decision) -> Mapping[str, Any]:
    """Award, correct or end, in the transaction of the decision; return what followed, for the record.

    What was paid already is corrected by another step of payments: a recovery that is proposed, or the
    difference with the next run.
    """
    prior, since = standing_award(case), row.since or county_today()
    if row.outcome == Outcome.REFUSE:
        withdraw_confirmed(_origin(case))
        return _ended(row, prior, since, award_source(case)) if prior else {}
    found: dict[str, Any] = {}
    if prior and prior.rule != row.rule:
        found |= _ended(row, prior, since, f"{award_source(case)}:end")
    made = award(
        rule=row.rule,
        person=case.subject_id,
        since=since,
        amount_fen=left_to_pay(case, row),
        source=award_source(case),
    )
    if prior and prior.rule == row.rule and made.pk != prior.pk and row.amount_fen:
        found |= _said(_corrected(row, prior, since, row.amount_fen))
    return found | _confirmed(case, row)


def _confirmed(case: Case, row: Decision) -> dict[str, Any]:
    """Enter what the item says a grant of this rule establishes into the registry."""
    pack = current_pack()
    item = case_item(pack, case.item).item
    facts = {
        each.fact: each.value for each in item.confirms if not each.rules or row.rule in each.rules
    }
    names = confirm_facts(
        pack,
        case.subject_id,
        facts,
        department=item.department,
        day=county_today(),
        origin=_origin(case),
    )
    return {"confirmed": names} if names else {}


def standing_award(case: Case) -> Award | None:
    """Return what an earlier round of the case gave and nothing has ended since."""
    if case.round == 1:
        return None
    return award_from(case.subject_id, f"case:{case.pk}")


def opened(actor: Actor, case: Case, pack: Pack) -> list[Opened]:
    """Return the benefits that the facts of this case's grant opened for her, by today's registry.

    None where the case is out of the actor's reach.
    """
    reach = any(actor.may_for(each, case.subject_id, case.area) for each in (READ, OWN))
    if not reach and not any(
        visible_to(actor, each).filter(pk=case.pk).exists() for each in (READ, OWN)
    ):
        return []
    return opened_by(
        _origin(case), pack, current_rulebook(), person=case.subject_id, as_of=county_today()
    )


def _origin(case: Case) -> str:
    return f"case:{case.pk}"


def award_source(case: Case) -> str:
    """Return what an award of this case is known by: one a round."""
    return f"case:{case.pk}" if case.round == 1 else f"case:{case.pk}:{case.round}"


def _ended(row: Decision, prior: Award, since: dt.date, source: str) -> dict[str, Any]:
    end_award(prior, last=since - dt.timedelta(days=1), source=source)
    return {"ended": prior.rule} | _said(_corrected(row, prior, since, 0))


def _corrected(row: Decision, prior: Award, since: dt.date, amount_fen: int) -> Correction:
    return correct_paid(
        person=prior.person_id,
        rule=prior.rule,
        since=since,
        amount_fen=amount_fen,
        basis=f"决定书 {row.letter_number}",
        proposed_by=row.proposed_by_id,
    )


def _said(found: Correction) -> dict[str, Any]:
    return {name: value for name, value in vars(found).items() if value}
