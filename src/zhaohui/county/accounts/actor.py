"""Who acts: a person at the keyboard (or the system itself) with what she may do, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zhaohui.county.accounts.action_names import ACTIONS
from zhaohui.county.accounts.errors import NotVisible

Kind = Literal["public", "resident", "officer", "system"]
# Area codes are digits: every code c has LOWEST <= c < HIGHEST, whatever the database's collation.
LOWEST, HIGHEST = "0", "A"
EVERYWHERE = (LOWEST, HIGHEST)


@dataclass(frozen=True)
class Grant:
    """One row of the policy as it applies to one actor: an action over a range of area codes.

    The range is half-open: low <= code < high. `people` are registry ids that the action reaches
    besides (her own, or those who gave her a mandate). `post` and `row` say why. `is_delegated`: the
    range is a town's or village's own, and only what a delegation 赋权 in force gives it is reached.
    """

    action: str
    low: str = ""
    high: str = ""
    people: tuple[int, ...] = ()
    post: str = ""
    row: str = ""  # file:line of the policy row
    is_delegated: bool = False


@dataclass(frozen=True)
class Actor:
    """Who does or reads something. `label` names the office or role, never the person."""

    kind: Kind
    user_id: int | None = None
    label: str = ""
    person_id: int | None = None
    mandators: tuple[int, ...] = ()
    grants: tuple[Grant, ...] = ()

    def account(self) -> int:
        """Return the number of the actor's account; NotVisible for whoever has none."""
        if self.user_id is None:
            raise NotVisible
        return self.user_id

    def grants_for(self, action: str) -> tuple[Grant, ...]:
        """Return the grants of this action; KeyError for a name that no list knows."""
        if action not in ACTIONS:
            raise KeyError(action)
        return tuple(grant for grant in self.grants if grant.action == action)

    def may(self, action: str, area: str | None = None) -> bool:
        """Say whether the actor may do this at all, or for what lies in `area` (a code).

        What is delegated counts for "at all"; whether it reaches something, only `delegations` says.
        """
        grants = self.grants_for(action)
        if self.kind == "system":
            return True
        if area is None:
            return bool(grants)
        return any(low <= area < high for low, high in self.ranges(action))

    def may_for(self, action: str, person_id: int, area: str | None) -> bool:
        """Say whether the action reaches this person, by herself or by where she lives.

        `area` is her village, or her town where the village is unknown; None where both are.
        """
        reached = any(person_id in grant.people for grant in self.grants_for(action))
        return reached or self.everywhere(action) or (area is not None and self.may(action, area))

    def ranges(self, action: str) -> tuple[tuple[str, str], ...]:
        """Return the half-open ranges of area codes in which the actor may do this."""
        grants = self.grants_for(action)
        if self.kind == "system":
            return (EVERYWHERE,)
        own = (g for g in grants if g.low and not g.is_delegated)
        return tuple(dict.fromkeys((grant.low, grant.high) for grant in own))

    def delegated_ranges(self, action: str) -> tuple[tuple[str, str], ...]:
        """Return the ranges in which the actor may do this for what a delegation in force gives."""
        found = (g for g in self.grants_for(action) if g.is_delegated)
        return tuple(dict.fromkeys((grant.low, grant.high) for grant in found))

    def everywhere(self, action: str) -> bool:
        """Say whether the whole county is in range, places unknown included."""
        return EVERYWHERE in self.ranges(action)

    def people(self, action: str) -> tuple[int, ...]:
        """Return the registry ids that the action reaches by name: her own or her mandators'."""
        found = (pk for grant in self.grants_for(action) for pk in grant.people)
        return tuple(dict.fromkeys(found))

    def require(self, action: str, area: str | None = None) -> None:
        """Raise NotVisible unless `may`."""
        if not self.may(action, area):
            raise NotVisible

    def require_for(self, action: str, person_id: int, area: str | None) -> None:
        """Raise NotVisible unless `may_for`."""
        if not self.may_for(action, person_id, area):
            raise NotVisible


PUBLIC = Actor(kind="public", label="公众")


def system_actor(name: str) -> Actor:
    """Return the actor of a command or a background job, by what it is called."""
    return Actor(kind="system", label=name)
