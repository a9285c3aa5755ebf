"""Offers 供给: names that exist, conditions that compile, sources behind classes, points and consequences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from zhaohui.engines.rules import RuleError
from zhaohui.engines.rules.condition import compile_condition, vocabulary_with
from zhaohui.packs.book import rulebook_faults, words
from zhaohui.packs.checks.nearest import nearest
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.offers import OfferRow


def check_offers(scope: Scope) -> None:
    """Check every kind of offer."""
    scope.duplicates(((row.id, row.place) for row in scope.pack.offers), "offer")
    for row in scope.pack.offers:
        _names(scope, row)
        _sources(scope, row)
    _conditions(scope)


def _names(scope: Scope, row: OfferRow) -> None:
    error = scope.problems.error
    stem = PurePosixPath(row.place.rpartition(":")[0]).stem
    if row.id != stem:
        error(row.place, f"the id {row.id} is not the file's name", f"write {stem}")
    pack = scope.pack
    facts = {fact.name for fact in pack.facts if fact.type == "code"}
    known = (
        ("domain", (row.domain,), {each.domain for each in pack.domains}, "catalog/domains.csv"),
        ("rule", (row.rule,), {each.id for each in pack.rules}, "rules/"),
        ("service", row.services, {each.id for each in pack.services}, "catalog/services.csv"),
        ("requirement", row.requirements, _requirements(scope), "plan/"),
        ("fact with a division code", _within(row), facts, "facts.toml"),
    )
    for what, names, there, file in known:
        for name in names:
            if name and name not in there and scope.whole(file):
                error(row.place, f"the {what} {name} is unknown", nearest(name, there))
    for part, rows in (
        ("class", row.priority),
        ("score", row.scoring),
        ("reason", row.suggest),
    ):
        scope.duplicates(((each.id, each.place) for each in rows), f"{part} of {row.id}")


def _requirements(scope: Scope) -> set[str]:
    return {each.id for plan in scope.pack.plans for each in plan.requirements}


def _within(row: OfferRow) -> list[str]:
    return [each.within for each in row.priority if each.within]


def _sources(scope: Scope, row: OfferRow) -> None:
    known = {each.source_id for each in scope.pack.sources}
    named = [(each.place, each.source) for each in row.priority]
    named += [(each.place, each.source) for each in row.scoring]
    if row.no_show_source:
        named.append((row.place, row.no_show_source))
    for place, source in named:
        if source not in known and scope.whole("sources.csv"):
            hint = nearest(source, known) or "add it to sources.csv"
            scope.problems.error(place, f"the source {source} is unknown", hint)


def _conditions(scope: Scope) -> None:
    ready = scope.whole("facts.toml") and scope.whole("params/")
    if not ready or rulebook_faults(scope.pack, with_rules=False):
        return
    facts, parameters = words(scope.pack)
    vocabulary = vocabulary_with(facts, parameters, ())
    for place, owner, text in texts(scope.pack.offers):
        try:
            compile_condition(text, vocabulary, subject="person", place=place, owner=owner)
        except RuleError as fault:
            scope.problems.error(fault.place, fault.sentence, fault.hint)


def texts(rows: Sequence[OfferRow]) -> Iterator[tuple[str, str, str]]:
    """Yield place, owner and text of each condition."""
    for row in rows:
        if row.condition:
            yield row.place, f"{row.id}, `condition`", row.condition
        for level in row.priority:
            if level.when:
                yield level.place, f"{row.id}, {level.id}", level.when
        for reason in row.suggest:
            yield reason.place, f"{row.id}, {reason.id}", reason.when
        for score in row.scoring:
            yield score.place, f"{row.id}, {score.id}", score.when
