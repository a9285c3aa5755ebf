"""What can go wrong in outreach, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class OutreachStateError(ZhaohuiError):
    """The step does not fit what has become of the line or message meanwhile."""

    code = "outreach-state"
    status = 409


class OutreachAnswerError(ZhaohuiError):
    """Something that the step needs was not said."""

    code = "outreach-answer"


class SendingChangedError(ZhaohuiError):
    """What would be sent is not what was previewed."""

    code = "outreach-changed"
    status = 409


class TooLateError(ZhaohuiError):
    """The sending can't be taken back any more."""

    code = "outreach-too-late"
    status = 409


class CourierError(ZhaohuiError):
    """A courier could not hand a message over; the outbox tries again later."""

    code = "courier"
    exit_code = 3
