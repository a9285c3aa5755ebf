"""The one error that crosses borders: a sentence for the person, a hint for the officer."""

from __future__ import annotations


class ZhaohuiError(Exception):
    """Something a person can mend; becomes a page, a JSON problem or an exit code in one place.

    `message` says what happened and where; `hint` says how to mend it; `status` is the HTTP
    status of a page, `exit_code` what a command ends with (2: the input is wrong).
    """

    code = "error"
    status = 400
    exit_code = 2

    def __init__(self, message: str, *, hint: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if code:
            self.code = code

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()
