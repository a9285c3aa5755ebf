"""What every part of the walk's world stands on: the pack, two people, the accounts."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests import people
from zhaohui.county.accounts.models import User
from zhaohui.county.registry.models import Person
from zhaohui.packs.pack import Pack


@dataclass
class Ground:
    """Who the walk meets; `accounts` by role, None for the public."""

    pack: Pack
    person: dict[str, Person]
    accounts: dict[str, User | None] = field(default_factory=dict)
    made: dict[str, dict[str, str]] = field(default_factory=dict)  # addresses by route

    @property
    def application(self) -> str:
        """An item that a resident may apply for herself."""
        return next(item.name for item in self.pack.items if "online" in item.channels)

    @property
    def stranger(self) -> User:
        """Somebody's account, none of the roles'."""
        return User.objects.filter(username="stranger").first() or people.user("stranger")
