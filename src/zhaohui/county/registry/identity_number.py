"""The citizen identity number 公民身份号码 (GB 11643): shape, check digit, what it says."""

from __future__ import annotations

import re
from datetime import date

SHAPE = re.compile(r"\d{17}[\dX]", re.ASCII)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"  # GB 11643 and ISO 7064, MOD 11-2: by the weighted sum modulo 11


class IdentityFault(ValueError):
    """Why a text is no identity number; never repeats it."""


def normal_identity(text: str) -> str:
    """Return the number without spaces and with a capital X, or raise `IdentityFault`.

    >>> normal_identity("990000 19800101 0012")
    '990000198001010012'
    """
    number = "".join(text.split()).upper()
    if not SHAPE.fullmatch(number):
        raise IdentityFault(f"身份证号应为 18 位，这里是 {len(number)} 位或含有其他字符")
    if birth_date(number) is None:
        raise IdentityFault("身份证号第 7 至 14 位不是日历上的日期")
    if check_digit(number) != number[17]:
        raise IdentityFault("身份证号最后一位（校验位）不对，可能抄错了一位")
    return number


def check_digit(number: str) -> str:
    """Return the eighteenth digit that the first seventeen ask for."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False))
    return CHECK_DIGITS[total % 11]


def birth_date(number: str) -> date | None:
    """Return the birth date in the number, None where it is no day of the calendar."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex(number: str) -> str:
    """Return 男 for an odd seventeenth digit, else 女."""
    return "男" if int(number[16]) % 2 else "女"
