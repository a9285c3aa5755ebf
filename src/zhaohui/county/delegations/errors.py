"""What can go wrong with a delegation, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class DelegationError(ZhaohuiError):
    """Something that the step needs is missing or can't be; `field` is where it is written."""

    code = "delegation"

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message, hint=hint)
        self.field = field


class DelegationStateError(ZhaohuiError):
    """The step does not fit what has become of the delegation meanwhile."""

    code = "delegation-state"
    status = 409


class DelegationSecondOfficer(ZhaohuiError):
    """Another officer than the one who proposed has to do it."""

    code = "delegation-second-officer"
    status = 409


class DelegationOver(ZhaohuiError):
    """The delegation under which the step would have been taken was recalled or has run out."""

    code = "delegation-over"
    status = 409
