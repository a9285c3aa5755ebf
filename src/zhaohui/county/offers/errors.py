"""What can go wrong with offers, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class OfferError(ZhaohuiError):
    """Something that the step needs is missing or can't be; `field` is where it is written."""

    code = "offer"

    def __init__(self, message: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(message, hint=hint)
        self.field = field


class OfferStateError(ZhaohuiError):
    """The step does not fit what has become of it meanwhile."""

    code = "offer-state"
    status = 409


class OfferSecondOfficer(ZhaohuiError):
    """It takes another officer than who began it."""

    code = "offer-second-officer"
    status = 409


class OfferFull(ZhaohuiError):
    """Nothing is left, and there is no waiting list."""

    code = "offer-full"
    status = 409


class NotEligible(ZhaohuiError):
    """The condition of the offer does not hold, by what the registry knows."""

    code = "offer-not-eligible"
    status = 409
