"""Schedules 随访计划: names that exist, anchors that are days, posts, conditions that compile."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from zhaohui.packs.book import rulebook_faults
from zhaohui.packs.checks.nearest import nearest
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schedules import condition_faults
from zhaohui.packs.schema.register_files import RegisterRow
from zhaohui.packs.schema.schedules import DutyRow, ScheduleRow


def check_schedules(scope: Scope) -> None:
    """Check every schedule."""
    scope.duplicates(((row.id, row.place) for row in scope.pack.schedules), "schedule")
    for row in scope.pack.schedules:
        stem = PurePosixPath(row.place.rpartition(":")[0]).stem
        if row.id != stem:
            what = f"the id {row.id} is not the file's name"
            scope.problems.error(row.place, what, f"write {stem}")
        _names(scope, row)
        _anchor(scope, row)
        for duty in row.duties:
            _duty(scope, row, duty)
        scope.duplicates(((each.id, each.place) for each in row.duties), f"duty of {row.id}")
    _conditions(scope)


def _names(scope: Scope, row: ScheduleRow) -> None:
    pack = scope.pack
    plan = {each.id for own in pack.plans for each in own.requirements}
    if scope.whole("catalog/domains.csv"):
        _known(scope, row.place, "domain", [row.domain], {each.domain for each in pack.domains})
    if scope.whole("plan/"):
        _known(scope, row.place, "requirement", row.requirements, plan)
    if not row.register_id:
        return
    registers = {each.id: each for each in pack.registers}
    _known(scope, row.place, "register", [row.register_id], set(registers))
    register = registers.get(row.register_id)
    if register is None:
        return
    _known(scope, row.place, "state", row.states, {each.id for each in register.states})
    if register.is_about_somebody == (row.subject == "record"):
        what = (
            f"the register {register.id} is about {register.subject}, the subject is {row.subject}"
        )
        hint = "write `subject: record` for what is about nobody, else person or household"
        scope.problems.error(row.place, what, hint)


def _anchor(scope: Scope, row: ScheduleRow) -> None:
    anchor = row.anchor
    if anchor.fact and scope.whole("facts.toml"):
        own = "person" if row.subject == "person" else "living"
        days = {f.name for f in scope.pack.facts if f.type == "date" and f.entity == own}
        _known(scope, anchor.place, "date of the dictionary", [anchor.fact], days)
    register = _register(scope, row)
    if anchor.field and register is not None:
        dates = {f.name for f in register.fields if f.type == "date" and f.privacy != "sealed"}
        _known(scope, anchor.place, f"date field of {register.id}", [anchor.field], dates)
    if anchor.assessed and register is not None:
        forms = set(register.assessments)
        _known(scope, anchor.place, f"assessment of {register.id}", [anchor.assessed], forms)


def _duty(scope: Scope, row: ScheduleRow, duty: DutyRow) -> None:
    posts = {each.post for each in scope.pack.posts}
    if scope.whole("access/"):
        _known(scope, duty.place, "post", duty.posts, posts)
    if not duty.form:
        return
    register = _register(scope, row)
    forms = set(register.assessments) if register else set()
    _known(scope, duty.place, "assessment of its register", [duty.form], forms)


def _register(scope: Scope, row: ScheduleRow) -> RegisterRow | None:
    return next((each for each in scope.pack.registers if each.id == row.register_id), None)


def _conditions(scope: Scope) -> None:
    ready = scope.whole("facts.toml") and scope.whole("params/")
    if not ready or rulebook_faults(scope.pack, with_rules=False):
        return
    for fault in condition_faults(scope.pack, scope.pack.schedules):
        scope.problems.error(fault.place, fault.sentence, fault.hint)


def _known(scope: Scope, place: str, what: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            scope.problems.error(place, f"the {what} {name} is unknown", nearest(name, known))
