"""What can go wrong with a report of a visit, as sentences."""

from __future__ import annotations

from zhaohui.errors import ZhaohuiError


class VisitFault(ZhaohuiError):
    """The report can't be taken as it is."""

    code = "visit-fault"


class VisitSettled(ZhaohuiError):
    """The entry has nothing to settle, or it has been settled."""

    code = "visit-settled"
    status = 409
