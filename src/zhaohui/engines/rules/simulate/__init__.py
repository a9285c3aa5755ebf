"""What a reform would change: two rulebooks over the same people, compared person by person."""

from zhaohui.engines.rules.simulate.arrears import ArrearsLine, arrears
from zhaohui.engines.rules.simulate.outcome import Change, Line, Outcome, Tally, summed
from zhaohui.engines.rules.simulate.pairs import Sizes
from zhaohui.engines.rules.simulate.run import compared_rules, simulate
from zhaohui.engines.rules.simulate.study import Group, Part, Poverty, Study
from zhaohui.engines.rules.simulate.verdicts import Verdict, verdicts

__all__ = [
    "ArrearsLine",
    "Change",
    "Group",
    "Line",
    "Outcome",
    "Part",
    "Poverty",
    "Sizes",
    "Study",
    "Tally",
    "Verdict",
    "arrears",
    "compared_rules",
    "simulate",
    "summed",
    "verdicts",
]
