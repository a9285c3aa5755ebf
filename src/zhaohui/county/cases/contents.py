"""What a case keeps sealed: what the applicant stated, and what a decision rests on."""

from __future__ import annotations

from typing import Any

import orjson

from zhaohui.county.cases.models import Case
from zhaohui.county.forms.answers import SHAPE, Answers
from zhaohui.county.registry.seals import registry_seals


def seal(value: Any) -> bytes:
    """Return plain JSON values sealed."""
    return registry_seals().form_answers.seal(orjson.dumps(value).decode())


def unseal(sealed: bytes | memoryview) -> Any:
    """Return what `seal` was given."""
    return orjson.loads(registry_seals().form_answers.open(bytes(sealed)))


def answers_of(case: Case) -> Answers:
    """Return what the applicant stated."""
    return SHAPE.validate_python(unseal(case.answers_sealed))
