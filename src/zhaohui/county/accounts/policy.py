"""The pack's policy turned into what one signed-in person may do today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from zhaohui.county.accounts.actor import EVERYWHERE, PUBLIC, Actor, Grant
from zhaohui.county.accounts.models import Appointment, Mandate, User
from zhaohui.engines.areas import shortest
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.access import PolicyRow


def actor_for(user: User, pack: Pack, today: dt.date) -> Actor:
    """Return the actor of a signed-in user: an officer with her posts, else a resident.

    Two queries at most. Who is not active, or left, may do nothing.
    """
    if not user.is_active:
        return PUBLIC
    officer = getattr(user, "officer", None)
    if officer is not None and (officer.left_on is None or officer.left_on > today):
        posts = list(appointments_on(officer.pk, today))
        names = {post.post: post.name for post in pack.posts}
        label = "、".join(dict.fromkeys(names.get(post, post) for post, _ in posts))
        grants = [grant for post, area in posts for grant in grants_of_post(pack, post, area)]
        return Actor(
            kind="officer",
            user_id=user.pk,
            label=f"{officer.department} {label}".strip(),
            grants=tuple(grants),
        )
    mandators = tuple(mandators_of(user, today))
    own = () if user.person_id is None else (user.person_id,)
    grants = [
        Grant(row.action, people=own, post="resident", row=row.place)
        for row in _rows(pack, "resident")
    ]
    if mandators:
        grants += [
            Grant(row.action, people=mandators, post="helper", row=row.place)
            for row in _rows(pack, "helper")
        ]
    return Actor(
        kind="resident",
        user_id=user.pk,
        label="居民",
        person_id=user.person_id,
        mandators=mandators,
        grants=tuple(grants),
    )


def grants_of_post(pack: Pack, post: str, area: str) -> Iterator[Grant]:
    """Yield what a post may do when held for an area."""
    for row in _rows(pack, post):
        low, high = EVERYWHERE if row.range == "county" else area_range(area)
        yield Grant(row.action, low=low, high=high, post=post, row=row.place)


def area_range(code: str) -> tuple[str, str]:
    """Return the half-open range of codes of an area and of all below it, of any length.

    >>> area_range("110105100000")
    ('110105100', '110105101')
    """
    short = shortest(code)
    return short, str(int(short) + 1).zfill(len(short))


def appointments_on(officer_id: int, today: dt.date) -> Iterator[tuple[str, str]]:
    """Yield (post, area) of the appointments that run on `today`."""
    rows = Appointment.objects.filter(officer=officer_id, start__lte=today).order_by("pk")
    for post, area, end in rows.values_list("post", "area", "end"):
        if end is None or end > today:
            yield post, area


def mandators_of(user: User, today: dt.date) -> Iterable[int]:
    """Return the registry ids of those whose mandate the user accepted and that still runs."""
    return (
        Mandate.objects.filter(
            holder=user, accepted_at__isnull=False, revoked_at__isnull=True, until__gte=today
        )
        .order_by("pk")
        .values_list("giver_id", flat=True)
    )


def _rows(pack: Pack, post: str) -> Iterable[PolicyRow]:
    return (row for row in pack.policy if row.post == post)
