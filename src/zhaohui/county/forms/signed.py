"""Answers that nobody keeps: carried in a signed form field, never stored and never in an address."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from zhaohui.county.forms.answers import Answers, from_json
from zhaohui.county.forms.errors import AnswersLost
from zhaohui.packs.pack import Pack
from zhaohui.packs.sheet import Sheet

LONGEST_SITTING = timedelta(hours=12)


def salt(form_id: str) -> str:
    """Return what a form's answers are signed with: those of one form don't open another."""
    return f"zhaohui.forms.{form_id}"


def seal(answers: Answers, sheet: Sheet) -> str:
    """Return the answers as one signed text for a hidden field."""
    return signing.dumps(answers.as_json(), salt=salt(sheet.form.id), compress=True)


def unseal(text: str, sheet: Sheet, pack: Pack) -> Answers:
    """Return the answers of a hidden field; AnswersLost when it is not what `seal` made."""
    return _answers(_opened(text, salt(sheet.form.id)), sheet, pack)


def new_token() -> str:
    """Return a token that no page has had: what is sent twice with it counts once."""
    return secrets.token_urlsafe(16)


def seal_once(answers: Answers, sheet: Sheet, token: str) -> str:
    """Return the answers and the page's token as one signed text."""
    kept = [token, answers.as_json()]
    return signing.dumps(kept, salt=f"{salt(sheet.form.id)}.once", compress=True)


def unseal_once(text: str, sheet: Sheet, pack: Pack) -> tuple[str, Answers]:
    """Return the token and the answers; AnswersLost when it is not what `seal_once` made."""
    token, kept = _opened(text, f"{salt(sheet.form.id)}.once") or ("", None)
    return token, _answers(kept, sheet, pack)


def _opened(text: str, with_salt: str) -> Any:
    try:
        return signing.loads(text, salt=with_salt, max_age=LONGEST_SITTING)
    except signing.BadSignature:
        return None


def _answers(kept: Any, sheet: Sheet, pack: Pack) -> Answers:
    answers = from_json(kept, sheet, pack)
    if answers is None:
        raise AnswersLost(
            _("前面的回答没有完整地送到，这一次算不出来。"),
            hint=_("可能是页面放得太久，请从“%(form)s”重新开始；您的回答没有被保存。")
            % {"form": sheet.form.name},
        )
    return answers
