"""Case numbers 办件编号: ten digits that tell nothing about the person and can be read out on the phone."""

from __future__ import annotations

import datetime as dt
import secrets

DIGITS = 7
# A case's seven digits lie below, those of a 一件事 from here on: one number is never both.
JOINT = 9 * 10 ** (DIGITS - 1)


def new_number(today: dt.date) -> str:
    """Return a case's number: two digits of the year, seven at random, one that checks."""
    return _numbered(today, secrets.randbelow(JOINT))


def new_joint_number(today: dt.date) -> str:
    """Return a number for the application for a 一件事, made in the same way; no case can have it."""
    return _numbered(today, JOINT + secrets.randbelow(10**DIGITS - JOINT))


def _numbered(today: dt.date, place: int) -> str:
    body = f"{today:%y}{place:0{DIGITS}d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """Return the digit by which a mistyped number is noticed (Luhn).

    >>> check_digit("261234567")
    '6'
    """
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_number(text: str) -> bool:
    """Say whether a text is a number that could have been given."""
    return (
        len(text) == DIGITS + 3
        and text.isascii()
        and text.isdigit()
        and check_digit(text[:-1]) == text[-1]
    )


def shown(number: str) -> str:
    """Return the number as people read it, in groups.

    >>> shown("2612345676")
    '26-1234-5676'
    """
    return f"{number[:2]}-{number[2:6]}-{number[6:]}"
