"""Bundles 一件事: their items exist, nothing waits for itself, both files say the same, conditions compile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from zhaohui.engines.rules import RuleError
from zhaohui.engines.rules.condition import compile_condition, vocabulary_with
from zhaohui.packs.book import rulebook_faults, words
from zhaohui.packs.checks.nearest import nearest
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.bundles import BundleRow


def check_bundles(scope: Scope) -> None:
    """Check every bundle."""
    scope.duplicates(((row.id, row.place) for row in scope.pack.bundles), "bundle")
    by_event = ((row.event, row.place) for row in scope.pack.bundles if row.event)
    scope.duplicates(by_event, "bundle of the life event")
    for bundle in scope.pack.bundles:
        _names(scope, bundle)
        _order(scope, bundle)
    _both_say_the_same(scope)
    _conditions(scope)


def _names(scope: Scope, bundle: BundleRow) -> None:
    error = scope.problems.error
    stem = PurePosixPath(bundle.place.rpartition(":")[0]).stem
    if bundle.id != stem:
        error(bundle.place, f"the id {bundle.id} is not the file's name", f"write {stem}")
    events = {row.id: row for row in scope.pack.life_events}
    if bundle.event and bundle.event not in events and scope.whole("catalog/life_events.csv"):
        hint = nearest(bundle.event, events) or "add it to catalog/life_events.csv"
        error(bundle.place, f"the life event {bundle.event} is unknown", hint)
    elif bundle.event in events and not events[bundle.event].bundle:
        hint = "say `bundle` true in life_events.csv"
        error(bundle.place, f"{bundle.event} is no 一件事", hint)
    items = {item.name for item in scope.pack.items}
    places = ((member.item, member.place) for member in bundle.members)
    scope.duplicates(places, f"member of {bundle.id}")
    own = {member.item for member in bundle.members}
    for member in bundle.members:
        if member.item not in items and scope.whole("catalog/items/"):
            hint = nearest(member.item, items) or "name it in `absent` until there is such an item"
            error(member.place, f"the item {member.item} is unknown", hint)
        for name in member.after:
            if name not in own:
                hint = nearest(name, own) or "it can only wait for a member of the same bundle"
                error(member.place, f"{member.item} waits for {name}, which is no member", hint)


def _order(scope: Scope, bundle: BundleRow) -> None:
    after = {member.item: set(member.after) for member in bundle.members}
    free: set[str] = set()
    while ready := {name for name, needs in after.items() if name not in free and needs <= free}:
        free |= ready
    known = set(after)
    for member in bundle.members:
        if member.item not in free and set(member.after) <= known:
            what = f"{member.item} waits for itself, by {'、'.join(member.after)}"
            scope.problems.error(member.place, what, "take one `after` out")
            return


def _both_say_the_same(scope: Scope) -> None:
    """An item says which bundles it belongs to; a bundle which items it has."""
    if not scope.whole("catalog/items/") or not scope.whole("bundles/"):
        return
    by_event = {row.event: row for row in scope.pack.bundles if row.event}
    for item in scope.pack.items:
        for event in item.bundles:
            if event in by_event and by_event[event].member(item.name) is None:
                what = f"{item.name} belongs to the bundle {event}, whose file has it not"
                hint = f"add it to {by_event[event].place.rpartition(':')[0]}"
                scope.problems.error(item.place, what, hint)
        for bundle in by_event.values():
            member = bundle.member(item.name)
            if member is not None and bundle.event not in item.bundles:
                what = f"{item.name} is a member, but its own file does not say so"
                scope.problems.error(member.place, what, f"write {bundle.event} in its `bundles`")


def _conditions(scope: Scope) -> None:
    ready = scope.whole("facts.toml") and scope.whole("params/")
    if not ready or rulebook_faults(scope.pack, with_rules=False):
        return
    facts, parameters = words(scope.pack)
    vocabulary = vocabulary_with(facts, parameters, ())
    for place, owner, text in _texts(scope.pack.bundles):
        try:
            compile_condition(text, vocabulary, subject="person", place=place, owner=owner)
        except RuleError as fault:
            scope.problems.error(fault.place, fault.sentence, fault.hint)


def _texts(bundles: Sequence[BundleRow]) -> Iterator[tuple[str, str, str]]:
    for bundle in bundles:
        if bundle.minors:
            yield bundle.place, f"{bundle.id}, `minors`", bundle.minors
        for member in bundle.members:
            for name, text in (("about", member.about), ("when", member.when)):
                if text:
                    yield member.place, f"{bundle.id}, {member.item}, `{name}`", text
