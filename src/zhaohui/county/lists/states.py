"""Which step leads an export from where to where."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhaohui.county.lists.errors import ExportError
from zhaohui.county.lists.models import ExportRequest, ExportState

S = ExportState
STEPS: dict[str, tuple[frozenset[str], str]] = {
    "approve": (frozenset({S.REQUESTED}), S.APPROVED),
    "refuse": (frozenset({S.REQUESTED}), S.REFUSED),
    "withdraw": (frozenset({S.REQUESTED, S.APPROVED, S.READY}), S.WITHDRAWN),
    "make": (frozenset({S.APPROVED}), S.READY),
    "fail": (frozenset({S.APPROVED}), S.FAILED),
    "take": (frozenset({S.READY}), S.TAKEN),
    "expire": (frozenset({S.REQUESTED, S.READY}), S.EXPIRED),
}


def step(export: ExportRequest, name: str) -> None:
    """Set the state that the step leads to; raises ExportError where it can't be taken from here."""
    before, after = STEPS[name]
    if export.state not in before:
        raise ExportError(
            _("这份导出现在是“%(state)s”，不能这样办。") % {"state": export.state_words},
            hint=_("请刷新页面看它现在的状态。"),
        )
    export.state = after
