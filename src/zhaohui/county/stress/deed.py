"""What is killed: an action with what it needs, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zhaohui.county.stress.action import Pieces, accepted, invited, pieces


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One action: `prepare` returns what `do` needs for a case. It may be several transactions, one by one."""

    prepare: Callable[[str], str]
    do: Callable[[str, str], None]
    pieces: Callable[[], Pieces]


ACCEPT = Deed(prepare=invited, do=accepted, pieces=pieces)


def deed_named(name: str) -> Deed:
    """Return the deed of that name; KeyError where there is none."""
    from zhaohui.county.stress.case_deeds import DEEDS as CASE_DEEDS
    from zhaohui.county.stress.payment_deeds import DEEDS as PAYMENT_DEEDS

    return {"accept": ACCEPT, **PAYMENT_DEEDS, **CASE_DEEDS}[name]
