"""First step: how many people belong to the household."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.doors.portal.check.answers import Answers
from zhaohui.doors.portal.check.sitting import Problem, Sitting

MOST_MEMBERS = 12


def read(_sitting: Sitting, answers: Answers, post: Mapping[str, str]) -> list[Problem]:
    """Take the number of people; those already described keep their facts."""
    text = unicodedata.normalize("NFKC", str(post.get("count", ""))).strip()
    if not text.isdecimal() or len(text) > 4 or not 1 <= int(text) <= MOST_MEMBERS:
        sentence = _("请写 1 到 %(most)s 之间的人数，如 3") % {"most": MOST_MEMBERS}
        return [Problem("count", sentence)]
    answers.members = [*answers.members, *({} for _each in range(int(text)))][: int(text)]
    answers.step = "members"
    return []


def page(_sitting: Sitting, answers: Answers, post: Mapping[str, str] | None) -> dict[str, Any]:
    """Return what the template shows."""
    count = (post or {}).get("count", len(answers.members) or "")
    return {"count": str(count)[:8], "most": MOST_MEMBERS}
