"""What an assessment added up to, as it is kept: total or bounds, band, and the range there could be."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import orjson
from pydantic import TypeAdapter

from zhaohui.county.forms.answers import Answers, from_json
from zhaohui.county.forms.scores import Score, scores
from zhaohui.county.forms.sitting import Sitting
from zhaohui.county.registers.models import Assessment
from zhaohui.county.registry.seals import registry_seals


@dataclass(frozen=True)
class Scored:
    """A scale's result with its words of that day: the scale may change, the result does not.

    The total lies from `low` to `high` (alike where every item was answered); `least` and `most`
    are the ends of the scale. `band` is empty where the open items could still move it.
    """

    scale: str
    name: str
    whose: str  # a member of the household; empty for the one whom it is about
    low: int
    high: int
    band: str
    least: int
    most: int
    open_items: tuple[str, ...] = ()

    @property
    def total(self) -> int | None:
        """The total; None where an item is unanswered that could change it."""
        return self.low if self.low == self.high else None


RESULTS = TypeAdapter(tuple[Scored, ...])


def scored(sitting: Sitting, answers: Answers) -> list[Scored]:
    """Return the result of each scale of the form."""
    return [_scored(sitting, answers, score) for score in scores(sitting.sheet, answers)]


def _scored(sitting: Sitting, answers: Answers, score: Score) -> Scored:
    scale = score.scale
    weights = [item.weight if scale.method == "weighted" else 1 for item in scale.items]
    pairs = list(zip(scale.items, weights, strict=True))
    return Scored(
        scale=scale.id,
        name=scale.name,
        whose="" if score.member is None else sitting.label(answers, score.member),
        low=score.low,
        high=score.high,
        band=score.band.name if score.band else "",
        least=sum(min(item.scores.values()) * weight for item, weight in pairs),
        most=sum(max(item.scores.values()) * weight for item, weight in pairs),
        open_items=score.open_items,
    )


def plain_scores(sitting: Sitting, found: list[Scored]) -> list[dict[str, Any]]:
    """Return the results that may stand in plain: none of their items is sensitive."""
    entries = sitting.sheet.entries
    closed = {
        scale.id
        for scale in sitting.sheet.scales
        if any(entries[item.field].is_sensitive for item in scale.items)
    }
    return [asdict(each) for each in found if each.scale not in closed]


def seal_assessment(answers: Answers, found: list[Scored]) -> bytes:
    """Return the answers and all results, sealed."""
    whole = {"answers": answers.as_json(), "scores": [asdict(each) for each in found]}
    return registry_seals().form_answers.seal(orjson.dumps(whole).decode())


def open_scores(row: Assessment) -> tuple[Scored, ...]:
    """Return all results of an assessment as they were kept."""
    return RESULTS.validate_python(_opened(row)["scores"])


def open_answers_of(row: Assessment, sitting: Sitting) -> Answers | None:
    """Return the answers; None where the form has changed so that they no longer fit."""
    return from_json(_opened(row)["answers"], sitting.sheet, sitting.pack)


def _opened(row: Assessment) -> dict[str, Any]:
    kept: dict[str, Any] = orjson.loads(registry_seals().form_answers.open(bytes(row.sealed)))
    return kept
