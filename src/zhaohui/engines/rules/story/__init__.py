"""A finding told: conditions, facts, amount, and what would change it, every claim tried first."""

from zhaohui.engines.rules.story.changes import FIXED, Change, Obstacle, Test, Turn
from zhaohui.engines.rules.story.phrases import phrase, title, value_words
from zhaohui.engines.rules.story.settle import Outcome, Settle
from zhaohui.engines.rules.story.story import AmountStep, Story, Told, tell

__all__ = [
    "FIXED",
    "AmountStep",
    "Change",
    "Obstacle",
    "Outcome",
    "Settle",
    "Story",
    "Test",
    "Told",
    "Turn",
    "phrase",
    "tell",
    "title",
    "value_words",
]
