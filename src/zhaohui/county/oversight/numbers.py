"""Numbers of voices and the codes that go with them."""

from __future__ import annotations

import datetime as dt
import secrets

from zhaohui.county.cases.lookup import hashed
from zhaohui.county.cases.numbers import new_number
from zhaohui.county.oversight.models import Voice

CODE_DIGITS = 6


def free_number(today: dt.date) -> str:
    """Return a number that no voice has; it looks like a case's and tells as little."""
    number = new_number(today)
    while Voice.objects.filter(number=number).exists():
        number = new_number(today)
    return number


def new_code() -> str:
    """Return a code of six digits: with the number it opens the answer."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def hashed_code(number: str, code: str) -> str:
    """Return what is kept of a code."""
    return hashed("voice-code", f"{number}\0{code}")
