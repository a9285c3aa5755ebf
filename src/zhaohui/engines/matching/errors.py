"""What can be wrong with what is to be allotted, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class MatchingError(ZhaohuiError):
    """An input that no allotment can be made of: it says which, and how to mend it."""

    code = "matching"
