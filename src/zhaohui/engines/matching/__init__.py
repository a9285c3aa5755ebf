"""Who gets what is scarce: lotteries that can be checked, queues, points, stable matching."""

from zhaohui.engines.matching.allot import METHODS, allot
from zhaohui.engines.matching.allotment_files import (
    ApplicantLine,
    Inputs,
    PlaceLine,
    ResultLine,
    WishLine,
    results_text,
)
from zhaohui.engines.matching.deferred_acceptance import deferred_acceptance
from zhaohui.engines.matching.errors import MatchingError
from zhaohui.engines.matching.lottery import ALGORITHMS, commitment, draw, is_kept, seed_of
from zhaohui.engines.matching.places_propose import places_propose
from zhaohui.engines.matching.priority import in_turn, queue_order
from zhaohui.engines.matching.stability import blocking, is_feasible
from zhaohui.engines.matching.wishes import Wishes, wishes_of

__all__ = [
    "ALGORITHMS",
    "METHODS",
    "ApplicantLine",
    "Inputs",
    "MatchingError",
    "PlaceLine",
    "ResultLine",
    "WishLine",
    "Wishes",
    "allot",
    "blocking",
    "commitment",
    "deferred_acceptance",
    "draw",
    "in_turn",
    "is_feasible",
    "is_kept",
    "places_propose",
    "queue_order",
    "results_text",
    "seed_of",
    "wishes_of",
]
