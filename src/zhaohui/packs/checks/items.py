"""Service items: what they name exists, every element says where it was read, codes are used once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from zhaohui.engines.rules import RuleError
from zhaohui.engines.rules.condition import compile_condition, vocabulary_with
from zhaohui.packs.book import rulebook_faults, words
from zhaohui.packs.checks.nearest import nearest
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.items import ELEMENTS, Item, MaterialRow

# Elements whose own rows say where they were read, or that the kind of item says by itself.
SAYS_ITSELF = frozenset({"basis"})
NEEDED_TO_PUBLISH = ("basis", "levels", "channels", "steps", "results")


def check_items(scope: Scope) -> None:
    """Check every item and every life event."""
    items = scope.pack.items
    scope.duplicates(((row.name, row.place) for row in items), "item")
    for code in ("base_code", "item_code"):
        given = ((getattr(row, code), row.place) for row in items if getattr(row, code))
        scope.duplicates(given, f"{ELEMENTS[code]} (never used again, even by a retired item)")
    scope.duplicates(((row.id, row.place) for row in scope.pack.life_events), "life event")
    for item in items:
        _place(scope, item)
        _names(scope, item)
        _marks(scope, item)
        _state(scope, item)
    _materials(scope)


def _place(scope: Scope, item: Item) -> None:
    path = PurePosixPath(item.place.rpartition(":")[0])
    if item.name != path.stem:
        what = f"the name {item.name} is not the file's name"
        scope.problems.error(item.place, what, f"write {path.stem}")
    codes = {row.domain: row.code for row in scope.pack.domains}
    if item.domain not in codes:
        if scope.whole("catalog/domains.csv"):
            hint = nearest(item.domain, codes) or "use a domain of catalog/domains.csv"
            scope.problems.error(item.place, f"the domain {item.domain} is unknown", hint)
    elif codes[item.domain] != path.parent.name:
        what = f"the domain {item.domain} has the folder {codes[item.domain]}"
        scope.problems.error(item.place, what, "move the file, or change the domain")


def _names(scope: Scope, item: Item) -> None:
    pack = scope.pack
    services = {row.id: row for row in pack.services}
    rules = {row.id: row for row in pack.rules}
    events = {row.id: row for row in pack.life_events}
    facts = {row.name for row in pack.facts}
    error = scope.problems.error
    if item.service and item.service not in services and scope.whole("catalog/services.csv"):
        hint = nearest(item.service, services) or "use an id of catalog/services.csv"
        error(item.place, f"the service {item.service} is not in the catalog", hint)
    for name in item.rules:
        if name not in rules and scope.whole("rules/"):
            hint = nearest(name, rules) or "use the id of a rule"
            error(item.place, f"`rules` names the unknown rule {name}", hint)
    for name in (*item.events, *item.bundles):
        if name not in events and scope.whole("catalog/life_events.csv"):
            hint = nearest(name, events) or "add it to catalog/life_events.csv"
            error(item.place, f"the life event {name} is unknown", hint)
    for name in item.bundles:
        if name in events and not events[name].bundle:
            error(item.place, f"{name} is no 一件事", "say `bundle` true in life_events.csv")
    figures = {row.name for row in pack.parameters}
    if item.relief_limit and item.relief_limit not in figures and scope.whole("params/"):
        hint = nearest(item.relief_limit, figures) or "use the name of a parameter"
        error(item.place, f"`relief_limit` names the unknown {item.relief_limit}", hint)
    for row in item.confirms:
        what = confirm_fault(scope, row.fact, (row.value,))
        if what:
            error(
                row.place, f"`confirms` {what}", "name a fact of facts.toml and one of its values"
            )
    for material in item.materials:
        for name in material.facts:
            if name not in facts and scope.whole("facts.toml"):
                hint = nearest(name, facts) or "use a name of facts.toml"
                error(material.place, f"`facts` names the unknown fact {name}", hint)


def confirm_fault(scope: Scope, name: str, values: tuple[str, ...]) -> str:
    """Return why these can't be values of a fact that is established; "" where they can."""
    fact = next((row for row in scope.pack.facts if row.name == name), None)
    if fact is None:
        return f"names the unknown fact {name}" if scope.whole("facts.toml") else ""
    offered = ("是", "否") if fact.type == "bool" else fact.values
    strange = [value for value in values if value not in offered]
    return f"gives {name} the value {strange[0]}, which it can't have" if strange else ""


def _marks(scope: Scope, item: Item) -> None:
    marks = {mark.element: mark for mark in item.marks}
    scope.duplicates(((m.element, m.place) for m in item.marks), f"mark of {item.name}")
    levels = {row.source_id: row.verification for row in scope.pack.sources}
    missing = set(item.missing())
    for element, title in ELEMENTS.items():
        mark = marks.get(element)
        if element in missing or element in SAYS_ITSELF or element == "publicity_days":
            continue
        if mark is None:
            hint = "add a mark: the source, or unverified with a note"
            scope.problems.error(item.place, f"{title} ({element}) says no source", hint)
        elif mark.gap:
            what = f"{title} ({element}) is declared a gap and has a value"
            scope.problems.error(mark.place, what, "keep one of the two")
    for mark in item.marks:
        if mark.element in missing and not mark.gap:
            what = f"{ELEMENTS[mark.element]} ({mark.element}) is marked but empty"
            scope.problems.error(mark.place, what, "write a `gap`, or take the mark out")
        if mark.verification == "verified" and levels.get(mark.source, "verified") != "verified":
            what = f"{mark.element} is marked verified but its source is not"
            scope.problems.warning(mark.place, what, "use the level of the page that was read")


def _state(scope: Scope, item: Item) -> None:
    error = scope.problems.error
    if item.state == "published":
        for element in NEEDED_TO_PUBLISH:
            if element in item.missing():
                what = f"{item.name} is published without {ELEMENTS[element]} ({element})"
                error(item.place, what, "fill it, or keep the item a draft")
    if item.state == "retired" and not item.why:
        error(item.place, f"{item.name} is retired without a reason", "say `why`")
    rules = [rule for rule in scope.pack.rules if rule.id in item.rules]
    if any(rule.amount for rule in rules) and item.kind == "payment" and not item.two_person:
        what = f"{item.name} pays money and does not need two people"
        error(item.place, what, "write `two_person: true`")
    if item.automatic and not rules:
        what = f"{item.name} is automatic, but no rule says who is given it"
        error(item.place, what, "take `automatic` out, or name its `rules`")


def _materials(scope: Scope) -> None:
    ready = scope.whole("facts.toml") and scope.whole("params/")
    if not ready or rulebook_faults(scope.pack, with_rules=False):
        return
    facts, parameters = words(scope.pack)
    vocabulary = vocabulary_with(facts, parameters, ())
    for item, material in _conditional(scope):
        try:
            compile_condition(
                material.when,
                vocabulary,
                subject=subject_of(scope, item),
                place=material.place,
                owner=f"{item.name}, {material.id}",
            )
        except RuleError as fault:
            scope.problems.error(fault.place, fault.sentence, fault.hint)


def _conditional(scope: Scope) -> Iterator[tuple[Item, MaterialRow]]:
    for item in scope.pack.items:
        yield from ((item, material) for material in item.materials if material.when)


def subject_of(scope: Scope, item: Item) -> str:
    """Return whose facts a material's condition reads: the household's where a rule is about one."""
    rules = [rule for rule in scope.pack.rules if rule.id in item.rules]
    return "household" if any(rule.subject == "household" for rule in rules) else "person"
