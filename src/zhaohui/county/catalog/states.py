"""Which step a proposal may take: state → what can be done → state after it."""

from __future__ import annotations

from zhaohui.county.catalog.errors import WrongStateError
from zhaohui.county.catalog.models import Proposal, ProposalState

STEPS: dict[tuple[str, str], str] = {
    (ProposalState.WAITING, "approve"): ProposalState.APPROVED,
    (ProposalState.WAITING, "return"): ProposalState.RETURNED,
    (ProposalState.WAITING, "withdraw"): ProposalState.WITHDRAWN,
    (ProposalState.APPROVED, "revoke"): ProposalState.REVOKED,
    (ProposalState.APPROVED, "supersede"): ProposalState.SUPERSEDED,
}


def after(proposal: Proposal, step: str) -> str:
    """Return the state that a step leads to; WrongStateError where it can't be taken."""
    state = STEPS.get((proposal.state, step))
    if state is None:
        label = ProposalState(proposal.state).label
        raise WrongStateError(
            f"这条提案现在是“{label}”，不能再这样处理。", hint="请刷新页面，看它现在的状态。"
        )
    return state
