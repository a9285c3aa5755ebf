"""What a record's dealings refuse, each with a code."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class DealingRefused(ZhaohuiError):
    """Something unsaid, not a number, too much, or begun already; nothing was stored."""

    code = "dealing"
