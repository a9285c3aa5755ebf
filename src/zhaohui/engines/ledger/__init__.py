"""The standing ledger's arithmetic: what a new evaluation changes in what was believed before."""

from zhaohui.engines.ledger.difference import Difference, difference
from zhaohui.engines.ledger.states import State, Status
from zhaohui.engines.ledger.tables import ANSWERS, HELD, RULES, STANDING

__all__ = ["ANSWERS", "HELD", "RULES", "STANDING", "Difference", "State", "Status", "difference"]
