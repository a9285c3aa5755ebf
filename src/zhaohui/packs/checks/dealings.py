"""What a register hands on, keeps account of and ties: departments, posts, fields and registers that are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zhaohui.packs.checks.nearest import nearest
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.dealings import AccountRow, FitRow, MatchRow
from zhaohui.packs.schema.register_files import RegisterRow

ORDERED = ("int", "money", "date")
COMPARED: Mapping[str, tuple[str, ...]] = {
    "at_most": ORDERED,
    "at_least": ORDERED,
    "offers": ("bool",),
}


def check_dealings(scope: Scope) -> None:
    """Check the referrals, accounts and matches of every register."""
    departments = {each.department for each in scope.pack.manifest.contact}
    for register in scope.pack.registers:
        for kind in register.referrals:
            _known(scope, kind.place, "department", [kind.department], departments)
        _posts(scope, register)
        for account in register.accounts:
            _ceiling(scope, register, account)
        for match in register.matches:
            _match(scope, register, match)
        named = [(each.id, each.place) for each in register.referrals]
        named += [(each.id, each.place) for each in register.accounts]
        named += [(each.id, each.place) for each in register.matches]
        scope.duplicates(named, f"dealing of {register.id}")


def _posts(scope: Scope, register: RegisterRow) -> None:
    if not scope.whole("access/"):
        return
    posts = {each.post for each in scope.pack.posts}
    named = [(each.place, each.by) for each in register.referrals]
    named += [(each.place, each.by) for row in register.accounts for each in row.entries]
    for place, by in named:
        _known(scope, place, "post", by, posts)


def _ceiling(scope: Scope, register: RegisterRow, account: AccountRow) -> None:
    wanted = "money" if account.unit == "fen" else "int"
    field = register.field(account.ceiling)
    if account.ceiling and (field is None or field.type != wanted):
        sentence = f"the ceiling {account.ceiling} is no field of the type {wanted}"
        scope.problems.error(account.place, sentence, "name a field of the register")


def _match(scope: Scope, register: RegisterRow, match: MatchRow) -> None:
    others = {each.id: each for each in scope.pack.registers}
    other = others.get(match.to)
    if other is None or not other.fields or other.is_about_somebody:
        sentence = f"the match {match.id} is with {match.to}, no register of things with own fields"
        scope.problems.error(match.place, sentence, nearest(match.to, set(others)))
        return
    _known(scope, match.place, "state", match.states, {each.id for each in other.states})
    for condition in match.conditions:
        _condition(scope, register, other, condition)


def _condition(scope: Scope, register: RegisterRow, other: RegisterRow, condition: FitRow) -> None:
    if condition.holds == "near":
        return
    for owner, name in ((register, condition.own), (other, condition.other)):
        field = owner.field(name)
        if field is None:
            names = {each.name for each in owner.fields}
            sentence = f"{name} is no field of {owner.id}"
            scope.problems.error(condition.place, sentence, nearest(name, names))
        elif field.type not in COMPARED.get(condition.holds, (field.type,)):
            sentence = (
                f"{name} is of the type {field.type}, which `{condition.holds}` can't compare"
            )
            scope.problems.error(condition.place, sentence, "name another field")
        elif field.privacy == "sealed":
            sentence = f"{name} is sealed, and a match would tell it"
            scope.problems.error(condition.place, sentence, "name another field")


def _known(scope: Scope, place: str, what: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            sentence = f"the {what} {name} is not there"
            scope.problems.error(place, sentence, nearest(name, known))
