"""What a register refuses, each with a code."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class AlreadyRegistered(ZhaohuiError):
    """The subject has a record in this register."""

    code = "already_registered"
    status = 409


class WrongState(ZhaohuiError):
    """The register's states do not lead there."""

    code = "wrong_state"
    status = 409
