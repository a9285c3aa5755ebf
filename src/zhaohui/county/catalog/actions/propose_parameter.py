"""An officer fills a parameter's gap, or a new standard, with the document that says so."""

from __future__ import annotations

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.models import ParameterProposal, ProposalState
from zhaohui.county.catalog.parameter_entry import ParameterEntry, checked
from zhaohui.county.catalog.proposals import in_force, pack_without, same_days, told, user_of
from zhaohui.packs.overlay import value_to_json


def propose_parameter(
    actor: Actor, entry: ParameterEntry, *, replaces: int | None = None
) -> ParameterProposal:
    """Store a value that waits for a colleague's approval; return its row.

    `replaces` is the approved entry that this one corrects. Raises NotVisible without the right,
    NoSuchProposalError, ProposalError for a value that can't be.
    """
    with transaction.atomic():
        old = in_force(replaces) if replaces else None
        actor.require("parameter.propose")
        proposer = user_of(actor)
        if old and (old.parameter, old.area) != (entry.parameter, entry.area):
            raise ProposalError("要更正的是另一个参数或另一个适用范围。", field="area")
        checked(pack_without(old), entry)
        if same_days(entry).filter(state=ProposalState.WAITING).exists():
            raise ProposalError(
                "同一个参数、同一起日已有一条在等复核。",
                hint="请等它有结果，或请补填人撤回。",
                field="start",
            )
        proposal = ParameterProposal.objects.create(
            parameter=entry.parameter,
            area=entry.area,
            start=entry.start,
            end=entry.end,
            value=value_to_json(entry.value),
            title=entry.title,
            doc_no=entry.doc_no,
            article=entry.article,
            address=entry.address,
            published=entry.published,
            read_in=entry.read_in,
            words=entry.words,
            replaces=old,
            proposed_by_id=proposer,
        )
        record(
            actor,
            "parameter.propose",
            subject=("parameter-proposal", proposal.pk),
            purpose=entry.words[:200],
            change=told(proposal),
        )
    return proposal
