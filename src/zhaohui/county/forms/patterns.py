"""The named forms of text that a field may ask for; each says what is wrong, never the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from zhaohui.county.registry.identity_number import IdentityFault, normal_identity

PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,6})?", re.ASCII)
POSTCODE = re.compile(r"\d{6}", re.ASCII)
# GB 32100-2015: 17 characters without I, O, S, V, Z and a check character, modulo 31.
CREDIT_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def phone(text: str) -> str:
    """Refuse what is neither a mobile nor a land-line number."""
    number = text.replace(" ", "")
    return "" if PHONE.fullmatch(number) else _("请写 11 位手机号，或带区号的座机号")


def identity_number(text: str) -> str:
    """Refuse what is no citizen identity number (GB 11643)."""
    try:
        normal_identity(text)
    except IdentityFault:
        return _("请核对身份证号：18 位，最后一位可能是 X")
    return ""


def postcode(text: str) -> str:
    """Refuse what is no postcode."""
    return "" if POSTCODE.fullmatch(text) else _("请写 6 位邮政编码")


def credit_code(text: str) -> str:
    """Refuse what is no unified social credit code (GB 32100-2015).

    >>> credit_code("91350100M000100Y43")
    ''
    """
    values = [CREDIT_LETTERS.find(letter) for letter in text.upper()]
    is_code = len(values) == len(CREDIT_WEIGHTS) + 1 and min(values) >= 0
    if is_code:
        total = sum(v * w for v, w in zip(values, CREDIT_WEIGHTS, strict=False))
        is_code = values[-1] == -total % 31
    return "" if is_code else _("请核对统一社会信用代码：18 位数字和大写字母")


PATTERNS: Mapping[str, Callable[[str], str]] = {
    "phone": phone,
    "identity_number": identity_number,
    "postcode": postcode,
    "credit_code": credit_code,
}
