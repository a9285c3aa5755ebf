"""The pack's policy turned into what one signed-in person may do today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from zhaohui.county.accounts.actor import EVERYWHERE, HIGHEST, PUBLIC, Actor, Grant
from zhaohui.county.accounts.models import Appointment, Mandate, User
from zhaohui.county.registry.queries import has_real_people
from zhaohui.engines.areas import AreaError, shortest
from zhaohui.engines.areas.codes import NATION
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.access import PolicyRow


def actor_for(user: User, pack: Pack, today: dt.date) -> Actor:
    """Return the actor of a signed-in user: an officer with her posts, else a resident.

    Two queries at most, and one more for a demonstration account: with the first real person it
    may do nothing, also where it is still signed in. Who is not active may do nothing; who left on
    or before `today` is a resident like others.
    """
    if not user.is_active or (user.is_synthetic and has_real_people()):
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
    return _resident(user, pack, today)


def _resident(user: User, pack: Pack, today: dt.date) -> Actor:
    mandators = tuple(mandators_of(user, today))
    own = () if user.person_id is None else (user.person_id,)
    grants = [
        Grant(row.action, people=own, post="resident", row=row.place)
        for row in _rows(pack, "resident", "own")
    ]
    if mandators:
        grants += [
            Grant(row.action, people=mandators, post="helper", row=row.place)
            for row in _rows(pack, "helper", "mandate")
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
    """Yield what a post may do when held for an area; nothing for a post that the pack lacks."""
    if post not in {row.post for row in pack.posts}:
        return
    try:
        here = area_range(area)
    except AreaError:
        return  # an appointment to no place reaches nobody
    for row in _rows(pack, post, "area", "county", "delegated"):
        low, high = EVERYWHERE if row.range == "county" else here
        is_delegated = row.range == "delegated"
        yield Grant(row.action, low, high, post=post, row=row.place, is_delegated=is_delegated)


def area_range(code: str) -> tuple[str, str]:
    """Return the half-open range of codes of an area and of all below it, of any length.

    Raises AreaError where it is no division code.

    >>> area_range("110105100000"), area_range("9999")
    (('110105100', '110105101'), ('9999', 'A'))
    """
    short = shortest(code)
    if short == NATION:
        return EVERYWHERE
    after = str(int(short) + 1).zfill(len(short))
    return short, after if len(after) == len(short) else HIGHEST


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


def _rows(pack: Pack, post: str, *ranges: str) -> Iterable[PolicyRow]:
    return (row for row in pack.policy if row.post == post and row.range in ranges)
