"""The keypad of plain buttons: each press is a post, so it works without JavaScript; js/kiosk.js does the same."""

from __future__ import annotations

NUMBER_DIGITS, LAST_DIGITS = 10, 4
KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "X", "0", "back")
BACK, CLEAR = "back", "clear"


def pressed(number: str, last: str, key: str) -> tuple[str, str]:
    """Return both fields after a key: the number is filled first, then the last four.

    >>> pressed("261234567", "", "6")
    ('2612345676', '')
    >>> pressed("2612345676", "", "X")
    ('2612345676', 'X')
    >>> pressed("2612345676", "", "back")
    ('261234567', '')
    """
    if key == CLEAR:
        return "", ""
    if key == BACK:
        return (number, last[:-1]) if last else (number[:-1], "")
    if key not in KEYS:
        return number, last
    if len(number) < NUMBER_DIGITS:
        return (number + key if key.isdigit() else number), last
    return number, (last + key)[:LAST_DIGITS]
