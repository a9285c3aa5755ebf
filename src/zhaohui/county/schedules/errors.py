"""What can go wrong with duties, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class DutyFault(ZhaohuiError):
    """Something that the step needs is missing or can't be."""

    code = "duty"


class DutyMoved(ZhaohuiError):
    """Somebody else has settled or changed the duty meanwhile."""

    code = "duty-moved"
    status = 409
