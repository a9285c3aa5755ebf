"""What a form refuses, each with a code."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class AnswersLost(ZhaohuiError):
    """The signed field is missing, too old or was changed on the way."""

    code = "answers_lost"


class NotAsked(ZhaohuiError):
    """An answer came to something that this page does not ask."""

    code = "not_asked"


class NoSuchForm(ZhaohuiError):
    """The pack has no such form, or not for this use."""

    code = "no_such_form"
    status = 404


class ChangedElsewhere(ZhaohuiError):
    """The draft or record was changed on another device since this page was shown."""

    code = "changed_elsewhere"
    status = 409


class NotComplete(ZhaohuiError):
    """Something still has to be mended; `problems` says what."""

    code = "not_complete"

    def __init__(self, message: str, *, problems: tuple[object, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.problems = problems
