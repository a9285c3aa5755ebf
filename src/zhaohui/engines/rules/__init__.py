"""Rules: a restricted expression language over facts, its definition, and what it answers."""

from zhaohui.engines.rules.errors import FactError, RuleError
from zhaohui.engines.rules.household import Household
from zhaohui.engines.rules.questions import questions
from zhaohui.engines.rules.results import FactUse, Finding, Need, ParameterUse, Question, Trace
from zhaohui.engines.rules.rulebook import Rulebook
from zhaohui.engines.rules.spec import Citation, Condition, Fact, Parameter, Rule, Version

__all__ = [
    "Citation",
    "Condition",
    "Fact",
    "FactError",
    "FactUse",
    "Finding",
    "Household",
    "Need",
    "Parameter",
    "ParameterUse",
    "Question",
    "Rule",
    "RuleError",
    "Rulebook",
    "Trace",
    "Version",
    "questions",
]
