"""What can go wrong with a check 核对, as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from zhaohui.errors import ZhaohuiError


class VerificationError(ZhaohuiError):
    """Something that the step needs is missing or can't be read; `problems` are by fact."""

    code = "verification"

    def __init__(
        self, message: str, *, hint: str = "", problems: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.problems = dict(problems or {})


class VerificationStateError(ZhaohuiError):
    """The step does not fit what has become of the check meanwhile."""

    code = "verification-state"
    status = 409
