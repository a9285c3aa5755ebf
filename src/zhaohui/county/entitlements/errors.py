"""What can go wrong with the ledger."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class LedgerMovedError(ZhaohuiError):
    """Another evaluation reached the ledger while this one was at work."""

    code = "ledger-moved"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Another evaluation reached the ledger meanwhile; nothing was written.",
            hint="Run zhaohui ledger refresh again.",
        )


class NoLedgerError(ZhaohuiError):
    """The ledger has never been filled."""

    code = "no-ledger"
    status = 503

    def __init__(self) -> None:
        super().__init__("The ledger has not been filled yet.", hint="Run zhaohui ledger refresh.")


class ScenarioError(ZhaohuiError):
    """A reform can't be tried as it was written; `field` names the input to mend."""

    code = "scenario"

    def __init__(self, message: str, *, hint: str = "", field: str = "value") -> None:
        super().__init__(message, hint=hint)
        self.field = field


class AwardConflictError(ZhaohuiError):
    """The same source decided something else before."""

    code = "award-conflict"
    status = 409
