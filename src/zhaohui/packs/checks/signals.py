"""Signals 预警: names that exist, expressions that compile, fields that fit, sources behind levels and plans."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from zhaohui.packs.book import rulebook_faults
from zhaohui.packs.checks.nearest import nearest
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.register_files import RegisterRow
from zhaohui.packs.schema.signals import LevelRow, SignalRow
from zhaohui.packs.signals import faults_of

NUMBERS = ("int", "bp", "money")


def check_signals(scope: Scope) -> None:
    """Check every signal."""
    scope.duplicates(((row.id, row.place) for row in scope.pack.signals), "signal")
    registers = {row.id: row for row in scope.pack.registers}
    whole = scope.whole("facts.toml") and scope.whole("params/") and scope.whole("registers/")
    ready = whole and not rulebook_faults(scope.pack, with_rules=False)
    for row in scope.pack.signals:
        register = registers.get(row.watch.roster)
        _names(scope, row)
        _sources(scope, row)
        _parameters(scope, row)
        if register is not None:
            _register(scope, row, register)
        if ready:
            for fault in faults_of(scope.pack, row, register):
                scope.problems.error(fault.place, fault.sentence, fault.hint)


def _names(scope: Scope, row: SignalRow) -> None:
    error = scope.problems.error
    stem = PurePosixPath(row.place.rpartition(":")[0]).stem
    if row.id != stem:
        error(row.place, f"the id {row.id} is not the file's name", f"write {stem}")
    pack = scope.pack
    requirements = {each.id for plan in pack.plans for each in plan.requirements}
    contacts = {each.department for each in pack.manifest.contact}
    known: tuple[tuple[str, Iterable[str], set[str], str], ...] = (
        ("domain", (row.domain,), {each.domain for each in pack.domains}, "catalog/domains.csv"),
        ("department", (row.department,), contacts, "pack.toml"),
        ("post", (row.plan.post,), {each.post for each in pack.posts}, "access/"),
        ("register", (row.watch.roster,), {each.id for each in pack.registers}, "registers/"),
        ("kind of offer", row.watch.offers, {each.id for each in pack.offers}, "offers/"),
        ("requirement", row.requirements, requirements, "plan/"),
    )
    for what, names, there, file in known:
        for name in names:
            if name and name not in there and scope.whole(file):
                error(row.place, f"the {what} {name} is unknown", nearest(name, there))


def _sources(scope: Scope, row: SignalRow) -> None:
    known = {each.source_id for each in scope.pack.sources}
    named = [(level.place, level.source) for level in row.levels]
    for place, source in (*named, (row.plan.place, row.plan.source)):
        if source not in known and scope.whole("sources.csv"):
            hint = nearest(source, known) or "add it to sources.csv"
            scope.problems.error(place, f"the source {source} is unknown", hint)


def _parameters(scope: Scope, row: SignalRow) -> None:
    if not scope.whole("params/"):
        return
    types = {each.name: each.type for each in scope.pack.parameters}
    for level in row.levels:
        for name in _named(level):
            if name not in types:
                hint = nearest(name, types) or "add it to params/, with a gap where it is unknown"
                scope.problems.error(level.place, f"the parameter {name} is unknown", hint)
            elif types[name] not in NUMBERS:
                sentence = f"the parameter {name} is {types[name]}, and a threshold is a number"
                scope.problems.error(level.place, sentence, "name one of int, bp or money")


def _named(level: LevelRow) -> list[str]:
    return [name for name in (level.parameter, level.clear_parameter) if name]


def _register(scope: Scope, row: SignalRow, register: RegisterRow) -> None:
    states = {state.id for state in register.states}
    for name in row.watch.states:
        if name not in states:
            sentence = f"the register {register.id} has no state {name}"
            scope.problems.error(row.watch.place, sentence, nearest(name, states))
    if not register.fields:
        sentence = f"the register {register.id} is filled in by a form, which a signal can't watch"
        scope.problems.error(row.watch.place, sentence, "watch a register with fields of its own")
    field = register.field(row.watch.field) if row.watch.field else None
    if row.watch.field and (field is None or field.type not in ("int", "money")):
        sentence = f"{row.watch.field} is no number of the register {register.id}"
        names = {each.name for each in register.fields if each.type in ("int", "money")}
        scope.problems.error(row.watch.place, sentence, nearest(row.watch.field, names))
