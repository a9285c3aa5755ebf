"""Division codes as the statistics bureau writes them: nested prefixes of 2, 4, 6, 9 and 12 digits.

Structure: GB/T 2260 (province 2, city 4, county 6 digits) and the bureau's 12-digit codes for
statistics 统计用区划代码 (town 9, village 12 digits). ``00`` stands for the nation.
"""

from __future__ import annotations

from zhaohui.engines.areas.errors import AreaError

NATION = "00"
LEVELS: dict[int, str] = {2: "province", 4: "city", 6: "county", 9: "town", 12: "village"}
_WIDTHS = tuple(LEVELS)
_FULL = _WIDTHS[-1]
_MAY_BE_SKIPPED = 6  # 东莞 and four other cities have towns and no counties: 441900003


def shortest(code: str) -> str:
    """Return the code without the zeros that only pad it, so that one area has one spelling.

    >>> shortest("110105000000"), shortest("110105100000"), shortest("110000")
    ('110105', '110105100', '11')

    Raises `AreaError` when it is not 2, 4, 6, 9 or 12 ASCII digits, or skips a level.
    """
    if not (code.isascii() and code.isdigit() and len(code) in LEVELS):
        raise AreaError(
            f"“{code}” is not a division code.",
            hint="Write 2, 4, 6, 9 or 12 digits, as 110105 or 110105100001.",
        )
    kept = len(code)
    for width, shorter in zip(_WIDTHS[:0:-1], _WIDTHS[-2::-1], strict=True):
        if kept == width and not int(code[shorter:width]):
            kept = shorter
    for width, shorter in zip(_WIDTHS[1:], _WIDTHS, strict=False):
        if width <= kept and width != _MAY_BE_SKIPPED and not int(code[shorter:width]):
            raise AreaError(
                f"“{code}” has no {LEVELS[width]} but names something below it.",
                hint="Only the last digits of a division code may be zeros.",
            )
    if kept > len(NATION) and code.startswith(NATION):
        raise AreaError(
            f"“{code}” names a place in no province.", hint="00 alone stands for the nation."
        )
    return code[:kept]


def level(code: str) -> str:
    """Name the level of an area: nation, province, city, county, town or village.

    >>> level("110105"), level("110105100000"), level("00")
    ('county', 'town', 'nation')
    """
    short = shortest(code)
    return "nation" if short == NATION else LEVELS[len(short)]


def ancestors(code: str) -> tuple[str, ...]:
    """List the areas that contain this one, nearest first, up to the nation; without itself.

    >>> ancestors("110105100001")
    ('110105100', '110105', '1101', '11', '00')
    >>> ancestors("441900003")
    ('4419', '44', '00')
    """
    short = shortest(code)
    if short == NATION:
        return ()
    found = (shortest(short[:width]) for width in reversed(_WIDTHS) if width < len(short))
    return (*dict.fromkeys(found), NATION)


def chain(code: str) -> tuple[str, ...]:
    """List the area itself and then its ancestors: the order in which dated parameters fall back.

    >>> chain("110105")
    ('110105', '1101', '11', '00')
    """
    return (shortest(code), *ancestors(code))


def code_range(code: str) -> tuple[str, str]:
    """Return the lowest and highest 12-digit code of an area, for ``BETWEEN low AND high``.

    >>> code_range("110105")
    ('110105000000', '110105999999')
    """
    short = "" if (found := shortest(code)) == NATION else found
    return short.ljust(_FULL, "0"), short.ljust(_FULL, "9")


def is_within(code: str, area: str) -> bool:
    """Say whether a place lies in an area (an area lies in itself).

    >>> is_within("110105100001", "1101"), is_within("1101", "110105")
    (True, False)
    """
    outer = shortest(area)
    return outer == NATION or shortest(code).startswith(outer)
