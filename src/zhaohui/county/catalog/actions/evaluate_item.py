"""An officer notes what an evaluation of an item found 评估: the first step of a change."""

from __future__ import annotations

from django.db import transaction

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.errors import NoSuchItemError, ProposalError
from zhaohui.county.catalog.item_proposals import pack_with_published
from zhaohui.county.catalog.models import ItemEvaluation, Outcome
from zhaohui.county.catalog.proposals import user_of
from zhaohui.packs.items import standing

LONGEST = {"period": 64, "findings": 600}


def evaluate_item(
    actor: Actor, name: str, *, period: str, findings: str, outcome: str
) -> ItemEvaluation:
    """Store an evaluation of the item as it stands today; return its row.

    Raises NotVisible without the right, NoSuchItemError, ProposalError for a note that says nothing.
    """
    with transaction.atomic():
        actor.require("item.propose")
        said = {"period": period.strip(), "findings": findings.strip()}
        if outcome not in Outcome.values:
            raise ProposalError("请选评估的建议。", field="outcome")
        for field, longest in LONGEST.items():
            if not said[field]:
                raise ProposalError("请写评估期和评估发现。", field=field)
            if len(said[field]) > longest:
                raise ProposalError(f"最多 {longest} 个字。", field=field)
        try:
            item = standing(pack_with_published(), name, county_today())
        except KeyError:
            raise NoSuchItemError("没有这个事项。") from None
        row = ItemEvaluation.objects.create(
            item=name,
            version=item.version,
            outcome=outcome,
            evaluated_by_id=user_of(actor),
            **said,
        )
        record(
            actor,
            "item.evaluate",
            subject=("item-evaluation", row.pk),
            purpose=row.findings[:200],
            change={"item": name, "version": item.version, "outcome": outcome},
        )
    return row
