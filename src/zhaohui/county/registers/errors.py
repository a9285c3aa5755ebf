"""What a register refuses, each with a code."""

from __future__ import annotations

from collections.abc import Mapping

from zhaohui.errors import ZhaohuiError


class AlreadyRegistered(ZhaohuiError):
    """The subject, or what has the same number, has a record in this register."""

    code = "already_registered"
    status = 409


class WrongState(ZhaohuiError):
    """The register's states do not lead there."""

    code = "wrong_state"
    status = 409


class SecondOfficer(ZhaohuiError):
    """The state takes another officer than who wrote the record."""

    code = "second_officer"
    status = 409


class FieldsWrong(ZhaohuiError):
    """Fields are missing or wrong; `problems` says by field what, and nothing was stored."""

    code = "fields"

    def __init__(self, message: str, *, problems: Mapping[str, str], hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.problems = problems


class NotAlike(ZhaohuiError):
    """Two records cannot be one: not the same register, out of reach, or merged already."""

    code = "not_alike"
    status = 409


class ImportRefused(ZhaohuiError):
    """A file can't be taken in, as a whole."""

    code = "import"
