"""Why an officer is looking at people now: said once, kept with her sign-in for half a day."""

from __future__ import annotations

import time
from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhaohui.county.audit.errors import EntryRefusedError
from zhaohui.county.audit.no_personal_data import require_purpose
from zhaohui.errors import ZhaohuiError

KEPT_SECONDS = 4 * 3600
OTHER = "other"
LONGEST = 100
SHORTEST = 4
_KEY = "purpose"


class PurposeMissingError(ZhaohuiError):
    """Other without words."""

    code = "purpose"


# The audit keeps these words, in Chinese whatever the page's language.
PURPOSES = {
    "window": gettext_noop("窗口受理业务"),
    "visit": gettext_noop("走访和探访"),
    "finding": gettext_noop("核对比对结果"),
    "enquiry": gettext_noop("答复咨询和诉求"),
    "register": gettext_noop("维护台账"),
}


def purposes(*, with_other: bool = True) -> Sequence[tuple[str, str]]:
    """Return the usual reasons as code and words of the page's language."""
    usual = [(code, _(words)) for code, words in PURPOSES.items()]
    return [*usual, (OTHER, _("其他（请写明）"))] if with_other else usual


def current_purpose(request: HttpRequest) -> str:
    """Return the reason that the officer gave, "" where she gave none or it is too old."""
    kept = request.session.get(_KEY)
    if not kept or kept["until"] < time.time():
        return ""
    return str(kept["words"])


def keep_purpose(request: HttpRequest, code: str, words: str) -> None:
    """Keep the reason with the sign-in; PurposeMissingError where it says too little or holds a number."""
    text = " ".join(words.split()) if code == OTHER else PURPOSES.get(code, "")
    if not SHORTEST <= len(text) <= LONGEST:
        raise PurposeMissingError(
            _("请说明为什么要看：选一项，或者写 4 到 100 个字。"),
            hint=_("事由会和查看记录一起保存，居民本人看得到。"),
        )
    try:
        text = require_purpose(text)
    except EntryRefusedError as error:
        raise PurposeMissingError(error.message, hint=error.hint) from None
    request.session[_KEY] = {"words": text, "until": time.time() + KEPT_SECONDS}


def drop_purpose(request: HttpRequest) -> None:
    """Forget the reason."""
    request.session.pop(_KEY, None)
