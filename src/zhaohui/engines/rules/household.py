"""One household as people state it, and what each expression sees of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from zhaohui.engines.rules.bounds import FACT_LIMITS
from zhaohui.engines.rules.calendar import years_between
from zhaohui.engines.rules.errors import FactError
from zhaohui.engines.rules.parse import near
from zhaohui.engines.rules.spec import Fact, Value
from zhaohui.engines.rules.vocabulary import BIRTH

Facts = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Household:
    """Members and their facts by dictionary name; absent or None is unknown. Money in fen.

    One person's view: all members share one `living` and one `registered` household. A registry's
    view gives `living_ids` or `registered_ids`, one id a member; then `living` or `registered`
    maps each id to that household's facts.
    """

    members: Sequence[Facts]
    living: Mapping[Any, Any] = field(default_factory=dict)
    registered: Mapping[Any, Any] = field(default_factory=dict)
    living_ids: Sequence[int] | None = None
    registered_ids: Sequence[int] | None = None


@dataclass(slots=True)
class View:
    """What an expression sees: one member (or, for a household's rule, none) and the groups."""

    person: Facts
    age: int | None
    living: Facts
    registered: Facts
    member: int | None
    today: date
    values: Mapping[str, Any]
    groups: dict[str, list[View]]


def member_views(household: Household, today: date, values: Mapping[str, Any]) -> list[View]:
    """One view a member, each knowing the members of its living and of its registered household."""
    living = _ids(household, household.living_ids)
    registered = _ids(household, household.registered_ids)
    groups: dict[tuple[str, int], list[View]] = {}
    views = []
    for index, person in enumerate(household.members):
        birth = person.get(BIRTH)
        view = View(
            person=person,
            age=years_between(birth, today) if isinstance(birth, date) else None,
            living=household.living
            if household.living_ids is None
            else household.living.get(living[index], {}),
            registered=household.registered
            if household.registered_ids is None
            else household.registered.get(registered[index], {}),
            member=index,
            today=today,
            values=values,
            groups={
                "living": groups.setdefault(("living", living[index]), []),
                "registered": groups.setdefault(("registered", registered[index]), []),
            },
        )
        view.groups["living"].append(view)
        view.groups["registered"].append(view)
        views.append(view)
    return views


def household_views(views: Sequence[View], group: str, ids: Sequence[int]) -> dict[int, View]:
    """One view a household of this kind, by its id, seeing the household's facts alone."""
    found: dict[int, View] = {}
    for key, each in zip(ids, views, strict=True):
        if key not in found:
            seen = {group: each.groups[group]}
            found[key] = replace(each, person={}, age=None, member=None, groups=seen)
    return found


def household_ids(household: Household, group: str) -> Sequence[int]:
    """The id of each member's household of this kind; all zero in one person's view."""
    given = household.living_ids if group == "living" else household.registered_ids
    return _ids(household, given)


def merge(households: Sequence[Household]) -> Household:
    """Several households, each one person's view, as one registry view; members in their order.

    Household number h gets the living id 2h and the registered id 2h+1.
    """
    sizes = [len(each.members) for each in households]
    numbers = [number for number, size in enumerate(sizes) for _ in range(size)]
    return Household(
        members=[member for each in households for member in each.members],
        living={2 * number: each.living for number, each in enumerate(households)},
        registered={2 * number + 1: each.registered for number, each in enumerate(households)},
        living_ids=[2 * number for number in numbers],
        registered_ids=[2 * number + 1 for number in numbers],
    )


def _ids(household: Household, given: Sequence[int] | None) -> Sequence[int]:
    return [0] * len(household.members) if given is None else given


def check_household(household: Household, facts: Mapping[str, Fact]) -> None:
    """Refuse unknown names and values of the wrong type, with the member and the near match."""
    if not household.members:
        raise FactError("The household has no members.", hint="Give at least one member.")
    for index, person in enumerate(household.members):
        _check(person, facts, "person", f"member {index + 1}")
    for kind in ("living", "registered"):
        stated = household.living if kind == "living" else household.registered
        ids = household.living_ids if kind == "living" else household.registered_ids
        if ids is not None and len(ids) != len(household.members):
            raise FactError(f"{kind}_ids must give one id for each member.")
        for each in [stated] if ids is None else stated.values():
            _check(each, facts, kind, f"the {kind} household")


def _check(stated: Facts, facts: Mapping[str, Fact], entity: str, whose: str) -> None:
    for name, value in stated.items():
        fact = facts.get(name)
        if fact is None:
            raise FactError(
                f"{whose}: “{name}” is not in the fact dictionary.", hint=near(name, list(facts))
            )
        if fact.entity != entity:
            raise FactError(
                f"{whose}: “{name}” belongs to the {fact.entity}.", hint="State it there."
            )
        if value is not None and (fault := value_fault(fact, value)):
            raise FactError(f"{whose}: {name} {fault}.")


def value_fault(fact: Fact, value: object) -> str:
    """Why a value cannot be this fact's, or nothing.

    >>> value_fault(Fact(name="残疾等级", column="level", entity="person", type="int"), True)
    'must be a whole number, not True'
    """
    match fact.type:
        case "bool":
            return "" if isinstance(value, bool) else f"must be true or false, not {value!r}"
        case "int" | "money":
            if type(value) is not int:
                return f"must be a whole number{' of fen' * (fact.type == 'money')}, not {value!r}"
            limit = FACT_LIMITS[fact.type]
            return "" if abs(value) <= limit else f"is {value}, beyond ±{limit}"
        case "date":
            return "" if type(value) is date else f"must be a date, not {value!r}"
        case "enum":
            allowed = "、".join(fact.values)
            return "" if value in fact.values else f"must be one of {allowed}, not {value!r}"
        case _:
            return "" if isinstance(value, str) else f"must be text, not {value!r}"
