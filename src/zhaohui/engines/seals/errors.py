"""What can go wrong with a sealed value, each with its own code."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class SealError(ZhaohuiError):
    """A key or a sealed value is not usable."""

    code = "seal"
    status = 500
    exit_code = 3


class TamperedError(SealError):
    """The sealed value was changed, or belongs to another field."""

    code = "seal-tampered"


class UnknownKeyError(SealError):
    """The sealed value names a key that the ring lacks."""

    code = "seal-unknown-key"
