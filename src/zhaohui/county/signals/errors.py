"""What signals refuse, each with a code."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class AlertStateError(ZhaohuiError):
    """The alert is no longer where the step begins."""

    code = "alert_state"
    status = 409


class AlertAnswerError(ZhaohuiError):
    """A verdict or its reason is missing."""

    code = "alert_answer"
    status = 400


class ReadingFault(ZhaohuiError):
    """A reading can't be taken; `field` is the form's field that is wrong."""

    code = "reading"
    status = 400

    def __init__(self, message: str, *, field: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.field = field
