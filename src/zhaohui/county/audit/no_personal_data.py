"""Entries are kept for ever, so what identifies a person may not slip into their free text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from zhaohui.county.audit.errors import EntryRefusedError

# An identity number with a possible birthday (GB 11643), a mobile number, a UnionPay card.
NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
    r"|1[3-9]\d{9}"
    r"|62\d{14,17}"
    r")(?![0-9A-Za-z])",
    re.ASCII,
)
# How a number is broken up to be read: 138 0013 8000, 138-0013-8000.
BETWEEN_DIGITS = re.compile(r"(?<=\d)[ -](?=\d)", re.ASCII)
LONGEST_PURPOSE = 200


def require_purpose(purpose: str) -> str:
    """Return the purpose as one line; EntryRefusedError where too long or with anybody's numbers."""
    purpose = " ".join(purpose.split())
    if len(purpose) > LONGEST_PURPOSE or not purpose.isprintable():
        raise EntryRefusedError(f"事由请写成一行，不超过 {LONGEST_PURPOSE} 字。")
    _require_no_numbers(purpose)
    return purpose


def require_clean(change: Mapping[str, Any]) -> None:
    """Raise EntryRefusedError where a text in `change` holds somebody's numbers."""
    for text in _texts(change):
        _require_no_numbers(text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield str(key)
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _require_no_numbers(text: str) -> None:
    plain = unicodedata.normalize("NFKC", text)
    if NUMBERS.search(plain) or NUMBERS.search(BETWEEN_DIGITS.sub("", plain)):
        raise EntryRefusedError(
            "审计记录里不能出现身份证号、手机号或银行卡号。", hint="请只写事由，用登记号指人。"
        )
