"""Keep one reply to a survey, once however often its page is sent."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.errors import NotComplete
from zhaohui.county.forms.opening import seal_answers
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.forms.whole import read_whole
from zhaohui.county.surveys.models import Reply, SpentToken

TOKENS_KEPT = dt.timedelta(days=2)  # longer than a page's signed state is taken


def store_reply(sitting: Sitting, answers: Answers, *, token: str) -> bool:
    """Store the reply sealed, with the day alone; return whether it was new.

    NotComplete with the problems. The audit log has no entry of it: an entry's hour would tell
    what the row leaves out.
    """
    clean, _pages, problems = read_whole(sitting, answers)
    if problems:
        raise NotComplete(_("还有内容需要改，没有提交。"), problems=tuple(problems))
    today = county_today()
    digest = hashlib.sha256(token.encode()).hexdigest()
    with transaction.atomic():
        _spent, is_new = SpentToken.objects.get_or_create(digest=digest, defaults={"day": today})
        if is_new:
            Reply.objects.create(
                form=sitting.sheet.form.id,
                day=today,
                pack_version=sitting.pack.version,
                answers_sealed=seal_answers(clean),
            )
        SpentToken.objects.filter(day__lt=today - TOKENS_KEPT).delete()
    return is_new
