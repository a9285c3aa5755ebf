"""What can go wrong with payments, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class PaymentStateError(ZhaohuiError):
    """The step does not fit what has become of the batch meanwhile."""

    code = "payment-state"
    status = 409


class PaymentError(ZhaohuiError):
    """Something that the step needs is missing or wrong."""

    code = "payment"


class RunChangedError(ZhaohuiError):
    """What would be paid is not what was previewed."""

    code = "payment-changed"
    status = 409


class TwoPersonsError(ZhaohuiError):
    """One person would both ask and approve, or somebody of another department would."""

    code = "two-persons"
    status = 409


class ReturnFileError(ZhaohuiError):
    """The file that came from the bank is not one of this batch, or can't be read."""

    code = "return-file"
