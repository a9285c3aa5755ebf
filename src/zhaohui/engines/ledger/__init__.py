"""The standing ledger's arithmetic: what a new evaluation changes in what was believed before."""

from zhaohui.engines.ledger.difference import Difference, difference
from zhaohui.engines.ledger.states import State, Status
from zhaohui.engines.ledger.tables import ANSWERS, HELD, RULES, STANDING
from zhaohui.engines.ledger.turns import TURNS, Turn, moved_on, turns

__all__ = [
    "ANSWERS",
    "HELD",
    "RULES",
    "STANDING",
    "TURNS",
    "Difference",
    "State",
    "Status",
    "Turn",
    "difference",
    "moved_on",
    "turns",
]
