"""A record's answers: plain where they may be, all of them sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
from django.utils.translation import gettext as _

from zhaohui.county.forms.answers import Answers, Facts, from_json
from zhaohui.county.forms.errors import AnswersLost
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.seals import registry_seals


def plain_part(sitting: Sitting, answers: Answers) -> dict[str, Any]:
    """Return the answers without the sensitive ones, as JSON values."""
    closed = {fact.name for fact in sitting.pack.facts if fact.privacy == "sensitive"}
    closed |= {entry.key for entry in sitting.sheet.entries.values() if entry.is_sensitive}

    def opened(facts: Facts) -> Facts:
        return {name: text for name, text in facts.items() if name not in closed}

    return replace(
        answers,
        members=[opened(each) for each in answers.members],
        living=opened(answers.living),
        registered=opened(answers.registered),
        own=opened(answers.own),
        own_members=[opened(each) for each in answers.own_members],
    ).as_json()


def seal_contents(answers: Answers) -> bytes:
    """Return the whole of the answers, sealed."""
    return registry_seals().form_answers.seal(orjson.dumps(answers.as_json()).decode())


def open_contents(record: Record, sitting: Sitting) -> Answers:
    """Return a record's answers; AnswersLost when the form has changed so that they no longer fit."""
    text = registry_seals().form_answers.open(bytes(record.sealed))
    answers = from_json(orjson.loads(text), sitting.sheet, sitting.pack)
    if answers is None:
        raise AnswersLost(
            _("这条记录是按旧表填的，现在的表读不了。"), hint=_("请核对县包中这张表的改动。")
        )
    return answers


def cell(plain: dict[str, Any], name: str) -> str:
    """Return a field's plain answer for a list: the first member's, the home's or the form's."""
    places = [*plain["members"][:1], plain["living"], plain["registered"], plain["own"]]
    return next((facts[name] for facts in places if name in facts), "")
