"""The one way in which a contact line goes on: checked, dated, stored 联系单的一步."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.outreach.errors import OutreachAnswerError, OutreachStateError
from zhaohui.county.outreach.models import Consent, ContactLine, Reason
from zhaohui.county.outreach.states import step

CLOSING = ("award", "refuse", "opt_out")
STORED = (
    "state", "told_on", "told_by", "confirmed_on", "consent", "closed_on", "reason", "quiet_until",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Said:
    """What goes with a step: by which way she was told, how she agreed, why not."""

    told_by: str = ""
    consent: str = ""
    reason: str = ""


def take_step(line: ContactLine, name: str, said: Said) -> dict[str, Any]:
    """Take the step on a line that the caller has locked; return what the audit notes.

    Raises OutreachStateError where it can't be taken, OutreachAnswerError where something is unsaid.
    """
    if line.ended_on is not None:
        raise OutreachStateError(
            _("台账已经不再这样说，这张联系单结束了。"), hint=_("请看待遇台账现在的结果。")
        )
    before, today = line.state, max(county_today(), line.found_on)
    step(line, name)
    if name == "refuse" and said.reason not in Reason.values:
        raise OutreachAnswerError(_("请选不办的原因。"))
    if said.consent and said.consent not in Consent.values:
        raise OutreachAnswerError(_("请选本人怎样同意的。"))
    if name in ("tell", "confirm", "know", "refuse") and line.told_on is None:
        line.told_on, line.told_by = today, said.told_by or "visit"
    if name == "confirm":
        line.confirmed_on, line.consent = today, said.consent
    if name == "take_back":
        line.confirmed_on, line.consent = None, ""
    if name == "refuse":
        line.reason = said.reason
    if name in ("allow", "confirm", "take_back"):
        line.quiet_until = None
        line.reason = ""
    line.closed_on = today if name in CLOSING else None
    line.save(update_fields=list(STORED))
    return {"rule": line.rule, "from": before, "to": line.state, "step": name}
