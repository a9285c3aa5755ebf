"""What can go wrong with postings, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class OverdrawnError(ZhaohuiError):
    """An account would give more than it has; nothing was posted."""

    code = "overdrawn"
    status = 409


class PostingConflictError(ZhaohuiError):
    """A key was posted before with another content, or is being posted elsewhere at this moment."""

    code = "posting-conflict"
    status = 409
