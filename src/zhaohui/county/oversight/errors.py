"""What can go wrong with a voice or a task, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class NoSuchKind(ZhaohuiError):
    """The pack has no such kind of voice."""

    code = "no-such-kind"
    status = 404


class VoiceFault(ZhaohuiError):
    """Something that was said can't be taken as it is; `field` names the form's field."""

    code = "voice-fault"

    def __init__(self, message: str, *, field: str = "words", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.field = field


class TooMany(ZhaohuiError):
    """Too much came from one address within an hour."""

    code = "voice-too-many"
    status = 429


class TaskStateError(ZhaohuiError):
    """The step does not fit what has become of the task meanwhile."""

    code = "task-state"
    status = 409


class TaskAnswerError(ZhaohuiError):
    """Something that the step needs was not said."""

    code = "task-answer"


class TaskSecondOfficer(ZhaohuiError):
    """The step wants another officer than this one."""

    code = "task-second-officer"
    status = 409


class RatedAlready(ZhaohuiError):
    """A thing has one mark."""

    code = "rated-already"
    status = 409
