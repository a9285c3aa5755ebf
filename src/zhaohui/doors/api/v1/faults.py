"""What a call is refused for before it begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhaohui.doors.api.v1.shapes import Fault
from zhaohui.errors import ZhaohuiError


class ApiFault(ZhaohuiError):
    """A status with a sentence, headers of its own, and what is to be mended."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str,
        headers: Mapping[str, str] | None = None,
        faults: Sequence[Fault] = (),
    ) -> None:
        super().__init__(message, code=code)
        self.status = status
        self.headers = dict(headers or {})
        self.faults = tuple(faults)
