"""Find services by Chinese words of any length, full pinyin or pinyin initials; all in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from zhaohui.packs import Pack
from zhaohui.packs.schema.catalog import ServiceRow
from zhaohui.packs.schema.rules import RuleRow
from zhaohui.packs.spelling import Entry, entry_of, normal, score

T = TypeVar("T")
LIKELY = 10  # services offered when nothing holds every word


@dataclass(frozen=True)
class Found:
    """What a query found, best first; `is_guess` when it only shares parts of the words."""

    services: Sequence[ServiceRow]
    rules: Sequence[RuleRow]  # those that serve no slot of the catalog
    is_guess: bool = False


def search(pack: Pack, query: str) -> Found:
    """Return what holds every word of `query`; everything for an empty query."""
    words = normal(query).split()
    entries = entries_of(pack)
    if not words:
        return found([entry.item for entry in entries])
    hits = best_first((min(score(entry, word) for word in words), entry) for entry in entries)
    if hits:
        return found(hits)
    guesses = best_first((likeness(entry, "".join(words)), entry) for entry in entries)
    return found(guesses[:LIKELY], is_guess=True)


def found(items: Sequence[ServiceRow | RuleRow], *, is_guess: bool = False) -> Found:
    """Return items parted into services and rules."""
    services = [item for item in items if isinstance(item, ServiceRow)]
    rules = [item for item in items if isinstance(item, RuleRow)]
    return Found(services, rules, is_guess)


def best_first(scored: Iterable[tuple[int, Entry[T]]]) -> list[T]:
    """Return the items with a score above 0, highest first, else in the catalog's order."""
    hits = [(points, entry.item) for points, entry in scored if points > 0]
    return [item for _, item in sorted(hits, key=lambda hit: -hit[0])]


def likeness(entry: Entry[T], words: str) -> int:
    """Count the pairs of neighbouring characters that the words share with the entry."""
    everything = " ".join([*entry.names, *entry.rules, entry.text])
    pairs = {words[i : i + 2] for i in range(len(words) - 1)}
    return sum(pair in everything for pair in pairs)


@lru_cache(maxsize=2)
def entries_of(pack: Pack) -> tuple[Entry[ServiceRow | RuleRow], ...]:
    """Return the search entries of a pack, made once: its services, then rules without a slot."""
    services = (service_entry(pack, service) for service in pack.services)
    rules = (rule_entry(rule) for rule in pack.rules if not rule.service)
    return (*services, *rules)


def service_entry(pack: Pack, service: ServiceRow) -> Entry[ServiceRow | RuleRow]:
    """Return the entry of a service, which is also found by the names of its rules."""
    names = [name for name in (service.name, service.local_name, service.national_item) if name]
    rules = [rule.name for rule in pack.rules_of(service.id)]
    text = (service.domain, service.service_object, service.content, service.agency)
    return entry_of(service, names, rules, " ".join(text))


def rule_entry(rule: RuleRow) -> Entry[ServiceRow | RuleRow]:
    """Return the entry of a rule that serves no slot."""
    return entry_of(rule, [], [rule.name], rule.in_kind)
