"""Tables of payments."""

from zhaohui.county.payments.models.batch import (
    BatchState,
    LineKind,
    LineState,
    PaymentBatch,
    PaymentLine,
)
from zhaohui.county.payments.models.files import BankFile, ReturnFile, ReturnRow
from zhaohui.county.payments.models.payee import Payee, PayeeKind, PayeeState
from zhaohui.county.payments.models.standing import (
    Arrear,
    Recovery,
    RecoveryState,
    Review,
    ReviewOutcome,
    StopReason,
    Suspension,
)

__all__ = [
    "Arrear",
    "BankFile",
    "BatchState",
    "LineKind",
    "LineState",
    "Payee",
    "PayeeKind",
    "PayeeState",
    "PaymentBatch",
    "PaymentLine",
    "Recovery",
    "RecoveryState",
    "ReturnFile",
    "ReturnRow",
    "Review",
    "ReviewOutcome",
    "StopReason",
    "Suspension",
]
