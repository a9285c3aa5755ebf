"""Why somebody is entitled, in the rule's own sentences."""

from __future__ import annotations

from zhaohui.county.entitlements.ledger_queries import rule_number
from zhaohui.county.entitlements.models import Finding
from zhaohui.engines.rules import Rulebook
from zhaohui.packs.pack import Pack


def reasons_of(pack: Pack, book: Rulebook, rule_id: str, mask: int | None) -> list[str]:
    """Return the sentences of the conditions that hold; none where the ledger has no such row."""
    rule = next((each for each in pack.rules if each.id == rule_id), None)
    if rule is None or mask is None or rule_id not in book.rules:
        return []
    held = set(book.derived(rule_id).codes(mask))
    return [each.yes for each in rule.conditions if each.code in held]


def why_entitled(pack: Pack, book: Rulebook, *, person: int, rule_id: str) -> list[str]:
    """Return why the ledger says today that the person is entitled."""
    rows = Finding.objects.filter(person_id=person, rule_number=rule_number(rule_id))
    return reasons_of(pack, book, rule_id, rows.values_list("reasons", flat=True).first())
