"""A draft's answers, opened and sealed."""

from __future__ import annotations

import orjson

from zhaohui.county.forms.answers import Answers, from_json
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registry.seals import registry_seals


def open_answers(draft: Draft, sitting: Sitting) -> Answers:
    """Return what the draft holds, with what the registry knows today put in.

    Answers that the present version of the form no longer knows are begun anew: a changed form
    asks again rather than guess what an old answer meant.
    """
    text = registry_seals().form_answers.open(bytes(draft.answers_sealed))
    answers = from_json(orjson.loads(text), sitting.sheet, sitting.pack)
    if answers is None or (sitting.people and len(answers.members) != len(sitting.people)):
        return sitting.begin()  # also where the household is another one by now
    return sitting.with_known(answers)


def seal_answers(answers: Answers) -> bytes:
    """Return the answers as a draft keeps them."""
    return registry_seals().form_answers.seal(orjson.dumps(answers.as_json()).decode())
