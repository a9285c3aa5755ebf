"""What the registry refuses, each with a code."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class NoDataError(ZhaohuiError):
    """There is nothing to work on yet; the hint names the command that brings it."""

    code = "no-data"
    status = 503
    exit_code = 3

    def __init__(self, what: str = "The registry is empty.", *, hint: str = "") -> None:
        commands = (
            "Make the synthetic county: zhaohui seed. Or bring a register in: zhaohui import."
        )
        super().__init__(what, hint=hint or commands)


class MixedDataError(ZhaohuiError):
    """Synthetic and real people may not share a database."""

    code = "mixed-data"
    status = 409


class OtherCountyError(ZhaohuiError):
    """Another synthetic county is loaded, and replacing it was not asked for."""

    code = "other-county"
    status = 409


class NoSuchPersonError(ZhaohuiError):
    """Nobody has this number."""

    code = "no-such-person"
    status = 404


class RevealError(ZhaohuiError):
    """A sealed field can't be shown as asked."""

    code = "reveal"


class MetError(ZhaohuiError):
    """What was written about somebody who was met is not enough, or not possible."""

    code = "met"
