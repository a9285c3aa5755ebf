"""Verifications 核对: names that exist, facts that are known of a person or a living household."""

from __future__ import annotations

from pathlib import PurePosixPath

from zhaohui.packs.checks.nearest import nearest
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.verifications import VerificationRow

ENTITIES = ("person", "living")


def check_verifications(scope: Scope) -> None:
    """Check every kind of verification."""
    scope.duplicates(((row.id, row.place) for row in scope.pack.verifications), "verification")
    for row in scope.pack.verifications:
        _names(scope, row)


def _names(scope: Scope, row: VerificationRow) -> None:
    error, pack = scope.problems.error, scope.pack
    stem = PurePosixPath(row.place.rpartition(":")[0]).stem
    if row.id != stem:
        error(row.place, f"the id {row.id} is not the file's name", f"write {stem}")
    facts = {fact.name for fact in pack.facts if fact.entity in ENTITIES}
    needed = {each.id for plan in pack.plans for each in plan.requirements}
    items = {item.name for item in pack.items}
    known = [
        ("domain", row.place, (row.domain,), {each.domain for each in pack.domains}, "catalog/"),
        ("item", row.place, row.items, items, "catalog/"),
        ("requirement", row.place, row.requirements, needed, "plan/"),
    ]
    known += [("fact", each.place, each.facts, facts, "facts.toml") for each in row.asked]
    for what, place, names, there, file in known:
        for name in names:
            if name not in there and scope.whole(file):
                error(place, f"the {what} {name} is unknown", nearest(name, there))
