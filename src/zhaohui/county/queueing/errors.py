"""What can go wrong with numbers, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class QueueStateError(ZhaohuiError):
    """The step does not fit what has become of the number meanwhile."""

    code = "queue-state"
    status = 409


class QueueAnswerError(ZhaohuiError):
    """Something that was chosen is not on the list."""

    code = "queue-answer"


class NoKioskError(ZhaohuiError):
    """The machine is not one of a hall."""

    code = "no-kiosk"
    status = 403
