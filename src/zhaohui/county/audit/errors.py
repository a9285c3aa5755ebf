"""What can go wrong with the audit log, each with its own code."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class NotInTransactionError(ZhaohuiError):
    """An entry must stand or fall with the change it tells: call inside `transaction.atomic()`."""

    code = "audit-outside-transaction"
    status = 500


class EntryRefusedError(ZhaohuiError):
    """The entry holds what no entry may hold: personal data, control characters, too long a text."""

    code = "audit-entry-refused"


class NoHeadError(ZhaohuiError):
    """The chain's head row is missing: somebody removed it."""

    code = "audit-no-head"
    status = 500
    exit_code = 3


class ChainBrokenError(ZhaohuiError):
    """The log doesn't verify, so its head is not sealed."""

    code = "audit-chain-broken"
    status = 500
    exit_code = 1
