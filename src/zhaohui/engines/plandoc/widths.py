"""Full-width and half-width forms: one character for one, so that positions stay."""

from __future__ import annotations

import re

from zhaohui.engines.plandoc.spec import Number

# Punctuation of sentences （，。；！？、） stays: it separates clauses, and 12，345 is two numbers.
_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；！？"} | {
    0x3000: " ",
    0xA0: " ",
    ord("〔"): "[",
    ord("〕"): "]",
    ord("∶"): ":",
    ord("﹪"): "%",
}
# 12，345 is two numbers, but among full-width digits no printer has another comma: ２，８６０.
_WIDE_THOUSANDS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_CJK_GAP = re.compile(r"\s+")
_PRINTED = str.maketrans({"(": "（", ")": "）", ":": "："})


def fold(text: str) -> str:
    """Digits, letters, brackets and signs half-width; the length does not change.

    >>> fold('（１２．５％）')
    '(12.5%)'
    """
    return _WIDE_THOUSANDS.sub(",", text).translate(_FOLDED)


def tight(text: str) -> str:
    """Without any white space: 领  域 is 领域."""
    return _CJK_GAP.sub("", text)


def canonical(text: str) -> str:
    """A name as a careful printer sets it: half-width digits and letters, Chinese brackets.

    >>> canonical('每千人口 ３岁以下(含)')
    '每千人口3岁以下（含）'
    """
    return tight(fold(text)).translate(_PRINTED)


def number(text: str) -> Number:
    """An int where the text is whole, else a float: '1,250' is 1250."""
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def scaled(value: Number, factor: int) -> Number:
    """Multiply without the dust of binary fractions: 3.3 by 10000 is 33000."""
    product = round(value * factor, 6)
    return int(product) if product == int(product) else product


_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}


def chinese_number(text: str) -> int:
    """The value of a Chinese numeral.

    >>> [chinese_number(t) for t in ('十二', '两百零五', '三万', '二〇三五')]
    [12, 205, 30000, 2035]
    """
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = part = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _PLACES:
            part += (digit or 1) * _PLACES[c]
            digit = 0
        else:
            total += (part + digit or 1) * _MYRIADS[c]
            part = digit = 0
    return total + part + digit
