"""The catalog's rows as the pages show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhaohui.packs import Pack
from zhaohui.packs.schema.catalog import DomainRow, ServiceRow


@dataclass(frozen=True)
class CatalogueRow:
    """A service with its domain and the names of the benefits that a household can check."""

    service: ServiceRow
    domain: DomainRow
    benefits: Sequence[str]


def domains_with_counts(pack: Pack) -> list[tuple[DomainRow, int]]:
    """Return the domains in the pack's order, each with its number of slots."""
    counts = Counter(service.domain for service in pack.services)
    return [(domain, counts[domain.domain]) for domain in pack.domains]


def rows_of(pack: Pack, services: Iterable[ServiceRow]) -> list[CatalogueRow]:
    """Return the services as rows, in the order given."""
    return [
        CatalogueRow(
            service,
            pack.domain(service.domain),
            [rule.name for rule in pack.rules_of(service.id)],
        )
        for service in services
    ]
