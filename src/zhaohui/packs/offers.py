"""The kinds of offers 供给 of a pack, with their conditions compiled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from zhaohui.engines.rules.condition import Condition, compile_condition, vocabulary_with
from zhaohui.packs.book import words
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.offers import OfferRow, PriorityRow, ScoreRow, SuggestRow


@dataclass(frozen=True, eq=False)
class OfferKind:
    """A kind of offer; each class and each score with its condition (None: fits everybody)."""

    row: OfferRow
    condition: Condition | None
    classes: tuple[tuple[PriorityRow, Condition | None], ...]
    scores: tuple[tuple[ScoreRow, Condition | None], ...]
    suggest: tuple[tuple[SuggestRow, Condition | None], ...] = ()

    @property
    def id(self) -> str:
        """Its name in the pack."""
        return self.row.id


@lru_cache(maxsize=8)
def offer_kinds(pack: Pack) -> dict[str, OfferKind]:
    """Return the kinds of offers by id, in the order of their domains."""
    order = {row.domain: number for number, row in enumerate(pack.domains)}
    facts, parameters = words(pack)
    vocabulary = vocabulary_with(facts, parameters, ())

    def compiled(text: str, place: str, owner: str) -> Condition | None:
        if not text:
            return None
        return compile_condition(text, vocabulary, subject="person", place=place, owner=owner)

    rows = sorted(pack.offers, key=lambda row: (order.get(row.domain, len(order)), row.id))
    return {
        row.id: OfferKind(
            row,
            compiled(row.condition, row.place, row.id),
            tuple((each, compiled(each.when, each.place, each.id)) for each in row.priority),
            tuple((each, compiled(each.when, each.place, each.id)) for each in row.scoring),
            tuple((each, compiled(each.when, each.place, each.id)) for each in row.suggest),
        )
        for row in rows
    }
