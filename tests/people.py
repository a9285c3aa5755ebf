"""The cast of the tests: who they are, what post they hold, where. Synthetic 模拟数据, all of them.

`officer("village-worker", area)` makes a signed-in officer; the small county's people are the
residents. The neighbour is an officer with the same post in the town next door.
"""

from __future__ import annotations

import datetime as dt

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.models import Appointment, Mandate, Officer, User
from zhaohui.county.accounts.policy import actor_for
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.models import Person

LONG_AGO = dt.date(2020, 1, 1)


def user(name: str, *, person: Person | None = None) -> User:
    """Store an account without a usable password (tests sign in by `client.force_login`)."""
    return User.objects.create_user(name, person=person, is_synthetic=True)


def officer(post: str, area: str, *, name: str = "", department: str = "模拟单位") -> User:
    """Store an officer appointed to `post` for `area`; return her account."""
    account = user(name or f"{post}-{area}")
    row = Officer.objects.create(user=account, name="模拟人员", department=department)
    Appointment.objects.create(officer=row, post=post, area=area, start=LONG_AGO)
    return account


def resident(person: Person, name: str = "resident") -> User:
    """Store an account that is bound to a person of the registry."""
    return user(name, person=person)


def helper(giver: Person, name: str = "helper") -> User:
    """Store an account that holds an accepted mandate of `giver`, running for a year."""
    account = user(name)
    Mandate.objects.create(
        giver=giver,
        holder=account,
        code_hash=f"test-{giver.pk}-{account.pk}",
        accepted_at=dt.datetime.now(dt.UTC),
        until=county_today() + dt.timedelta(days=365),
    )
    return account


def actor(account: User) -> Actor:
    """Return the actor that a request of this account would have."""
    return actor_for(account, current_pack(), county_today())
