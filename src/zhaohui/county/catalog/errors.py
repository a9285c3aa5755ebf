"""What can go wrong when officers fill in a parameter or change an item."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class NoSuchProposalError(ZhaohuiError):
    """There is no proposal with this number."""

    code = "no-such-proposal"
    status = 404


class NoSuchItemError(ZhaohuiError):
    """The pack has no service item of this name."""

    code = "no-such-item"
    status = 404


class ProposalError(ZhaohuiError):
    """A proposal can't be taken; `field` names the input to mend."""

    code = "proposal"

    def __init__(self, message: str, *, hint: str = "", field: str = "value") -> None:
        super().__init__(message, hint=hint)
        self.field = field


class WrongStateError(ZhaohuiError):
    """The step doesn't fit what has become of the proposal meanwhile."""

    code = "proposal-state"
    status = 409


class OwnProposalError(ZhaohuiError):
    """Two people: who proposed a value can't decide on it."""

    code = "own-proposal"
    status = 403
