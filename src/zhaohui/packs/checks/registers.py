"""Registers: their fields, key, columns, states, posts, quality rules, public view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from zhaohui.engines.rules import RuleError
from zhaohui.packs.book import rulebook_faults, words
from zhaohui.packs.checks.nearest import nearest
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.register_making import sheet_and_faults
from zhaohui.packs.schema.register_files import SLOTS, RegisterField, RegisterRow
from zhaohui.packs.synthetic_records import synthetic_faults


def check_registers(scope: Scope) -> None:
    """Check every register that declares fields of its own, and the posts and states of each."""
    for register in scope.pack.registers:
        _states(scope, register)
        if register.fields:
            _fields(scope, register)
            _names(scope, register)
        if register.domain and scope.whole("catalog/domains.csv"):
            domains = {row.domain for row in scope.pack.domains}
            _known(scope, register, "domain", [register.domain], domains)
        if scope.whole("coverage.csv"):
            rows = {row.req_id for row in scope.pack.coverage}
            _known(scope, register, "requirements", register.requirements, rows)
    _whom(scope)


def _whom(scope: Scope) -> None:
    ready = scope.whole("facts.toml") and scope.whole("params/")
    if not ready or rulebook_faults(scope.pack, with_rules=False):
        return
    for fault in synthetic_faults(scope.pack, scope.pack.registers):
        scope.problems.error(fault.place, fault.sentence, fault.hint)


def _fields(scope: Scope, register: RegisterRow) -> None:
    error = scope.problems.error
    scope.duplicates(
        ((each.name, each.place) for each in register.fields), f"field of {register.id}"
    )
    scope.duplicates(((each.id, each.place) for each in register.quality), f"rule of {register.id}")
    scope.duplicates(
        ((each.name, each.place) for each in register.reckoned), f"sum of {register.id}"
    )
    used = Counter(field.slot for field in register.fields if field.slot)
    for kind, number in used.items():
        if number > SLOTS[kind]:
            error(
                register.place,
                f"{number} fields are filters of the kind {kind}, and a record has {SLOTS[kind]} such columns",
                "take `filter` away from the least asked for",
            )
    faults = _faults(scope, register)
    for fault in faults:
        error(fault.place, fault.sentence, fault.hint)
    states = {state.id for state in register.states}
    for field in register.fields:
        _known(scope, register, f"`required_in` of {field.name}", field.required_in, states)
        if field.refers:
            _reference(scope, register, field)


def _faults(scope: Scope, register: RegisterRow) -> list[RuleError]:
    """Return what is wrong with the sheet; what is reckoned is judged where the parameters are sound."""
    if not register.reckoned:
        return sheet_and_faults(register)[1]
    if rulebook_faults(scope.pack, with_rules=False):
        return sheet_and_faults(register.model_copy(update={"reckoned": ()}))[1]
    return sheet_and_faults(register, words(scope.pack)[1])[1]


def _reference(scope: Scope, register: RegisterRow, field: RegisterField) -> None:
    others = {each.id: each for each in scope.pack.registers}
    _known(scope, register, f"`refers` of {field.name}", [field.refers or ""], set(others))
    there = others.get(field.refers or "")
    if there is None:
        return
    named = [each for each in map(there.field, there.key) if each]
    if len(named) != 1 or named[0].privacy == "sealed":
        sentence = (
            f"{field.name} refers to the register {there.id}, which has no key of one plain field"
        )
        scope.problems.error(field.place, sentence, "give it a `key` of one field")


def _names(scope: Scope, register: RegisterRow) -> None:
    fields = {field.name: field for field in register.fields}
    named = [register.title] if register.title else []
    for what, names in (("title", named), ("key", register.key), ("columns", register.columns)):
        _known(scope, register, what, names, set(fields))
        for name in names:
            if name in fields and fields[name].privacy == "sealed" and what != "key":
                sentence = f"`{what}` names {name}, which is sealed"
                scope.problems.error(register.place, sentence, "name another field")
    if register.delegation_batch:
        texts = {each.name for each in register.fields if each.slot == "text"}
        _known(scope, register, "delegation_batch", [register.delegation_batch], texts)
    public = register.public
    if public is None:
        return
    if public.upcoming:
        days = {each.name for each in register.fields if each.slot == "day"}
        _known(scope, register, "`upcoming`", [public.upcoming], days)
    _known(scope, register, "public columns", public.columns, set(fields))
    _known(scope, register, "public states", public.states, {each.id for each in register.states})
    for name in public.columns:
        if name in fields and fields[name].privacy != "public":
            sentence = f"the public view shows {name}, whose privacy is {fields[name].privacy}"
            scope.problems.error(public.place, sentence, "write `privacy: public`, or leave it out")
    if public.has_rows and register.is_about_somebody:
        sentence = "a register about people has no public rows"
        scope.problems.error(public.place, sentence, "write `show: counts`")


def _states(scope: Scope, register: RegisterRow) -> None:
    if not scope.whole("access/"):
        return
    posts = {post.post for post in scope.pack.posts}
    _known(scope, register, "keepers", register.keepers, posts)
    for state in register.states:
        _known(scope, register, f"`by` of the state {state.id}", state.by, posts)


def _known(
    scope: Scope, register: RegisterRow, what: str, names: Iterable[str], known: set[str]
) -> None:
    for name in names:
        if name not in known:
            sentence = f"{what} of the register {register.id} names {name}, which is not there"
            scope.problems.error(register.place, sentence, nearest(name, known))
