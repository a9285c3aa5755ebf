"""Why an account may or may not do something, and who can: the policy read aloud."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor, Grant
from zhaohui.county.accounts.models import Appointment, Mandate, User
from zhaohui.county.accounts.policy import actor_for, grants_of_post
from zhaohui.county.accounts.queries import is_appointed_on
from zhaohui.county.delegations.reach import covering
from zhaohui.county.registry.models import Person
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.access import PolicyRow


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A row of the policy that was looked at, and whether it reaches what was asked about."""

    grant: Grant
    post_name: str
    range: str  # own, mandate, area, county
    why: str
    reaches: bool
    delegation: int | None = None  # the delegation in force that makes it reach

    @property
    def area(self) -> str:
        """The area that the row reaches: a code, "" where it goes by person or by county."""
        return self.grant.low if self.range in ("area", "delegated") else ""


@dataclass(frozen=True, kw_only=True)
class Why:
    """The answer, the sentence that decides it, and the rows behind it, those that reach first."""

    is_allowed: bool
    sentence: str
    actor: Actor
    grounds: tuple[Ground, ...]
    posts_with_it: tuple[str, ...]  # names of the posts that have the action


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody who can: an officer by an appointment, or a resident's account."""

    name: str  # an officer's; "" for residents
    department: str
    post_name: str
    area: str
    until: dt.date | None
    row: str
    why: str
    user_id: int
    delegation: int | None = None


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom or what the question is about: a person, an area, or a case (its person, item and area)."""

    person: Person | None = None
    area: str = ""
    case_item: str = ""
    case_area: str | None = None


def why(user: User, action: str, about: About, *, pack: Pack, today: dt.date) -> Why:
    """Return whether this account may do `action` today to this person or case, or in this area.

    Without any the question is whether at all. It asks the same actor as a page.
    """
    actor = actor_for(user, pack, today)
    grounds = sorted(
        (_ground(grant, pack, actor, about) for grant in actor.grants_for(action)),
        key=lambda ground: not ground.reaches,
    )
    allowed = any(ground.reaches for ground in grounds)
    names = tuple(post.name for post in pack.posts if _row_of(pack, post.post, action))
    return Why(
        is_allowed=allowed,
        sentence=_sentence(user, actor, grounds, about.person, today),
        actor=actor,
        grounds=tuple(grounds),
        posts_with_it=names,
    )


def _ground(grant: Grant, pack: Pack, actor: Actor, about: About) -> Ground:
    alone = Actor(kind=actor.kind, user_id=actor.user_id, grants=(grant,))
    reaches, given = _reach(alone, grant.action, about)
    row = next(row for row in pack.policy if row.place == grant.row)
    return Ground(
        grant=grant,
        post_name=post_names(pack)[grant.post],
        range=row.range,
        why=row.why,
        reaches=reaches,
        delegation=given,
    )


def _reach(alone: Actor, action: str, about: About) -> tuple[bool, int | None]:
    """Whether an actor reaches what is asked about, and the delegation that she needs for it."""
    if about.person is None:
        return alone.may(action, about.area or None), None
    if not about.case_item:
        return alone.may_for(action, about.person.pk, about.person.area), None
    if alone.may_for(action, about.person.pk, about.case_area):
        return True, None
    given = covering(alone, action, about.case_item, about.case_area)
    return given is not None, given.pk if given else None


def _sentence(
    user: User, actor: Actor, grounds: list[Ground], person: Person | None, today: dt.date
) -> str:
    if any(ground.reaches for ground in grounds):
        if not any(ground.reaches and ground.delegation is None for ground in grounds):
            return _("因为赋权：下面写明了按哪一项赋权，到期或者收回就够不着。")
        return _("下面打勾的一条给了这项权限，范围也够得着。")
    if not user.is_active:
        return _("账户已停用。")
    officer = getattr(user, "officer", None)
    if officer is not None and officer.left_on is not None and officer.left_on <= today:
        return _("已经离岗，任职都不再起作用。")
    if actor.kind == "officer" and not actor.grants:
        return _("今天没有任何任职。任职结束或还没开始，就什么也看不到。")
    if not grounds:
        return _("岗位没有这一项。没有写的就是不允许。")
    if person is not None and person.area is None:
        return _("这个人的住址不明，只有全区范围的岗位够得着。")
    if any(ground.range == "delegated" for ground in grounds):
        return _("要有赋权才够得着，这件事今天没有赋权。")
    return _("岗位有这一项，但是范围够不着。")


def holders(
    action: str, *, person: Person, pack: Pack, today: dt.date, about: About | None = None
) -> list[Holder]:
    """Return everybody who may do `action` to this person today, by the row that lets them.

    With a case (in `about`) those too whom a delegation lets.
    """
    asked = about or About(person=person)
    return [*_officers(action, asked, pack, today), *_residents(action, person, pack, today)]


def _officers(action: str, about: About, pack: Pack, today: dt.date) -> Iterator[Holder]:
    rows = {post.post: _row_of(pack, post.post, action) for post in pack.posts}
    posts = {post: row for post, row in rows.items() if row}
    running = Appointment.objects.filter(
        is_appointed_on(today), post__in=posts, officer__user__is_active=True
    )
    names = post_names(pack)
    for each in running.select_related("officer").order_by("post", "area", "pk"):
        if each.officer.left_on is not None and each.officer.left_on <= today:
            continue
        alone = Actor(kind="officer", grants=tuple(grants_of_post(pack, each.post, each.area)))
        reaches, given = _reach(alone, action, about)
        if reaches:
            yield Holder(
                name=each.officer.name,
                department=each.officer.department,
                post_name=names[each.post],
                area=each.area,
                until=each.end,
                row=posts[each.post].place,
                why=posts[each.post].why,
                user_id=each.officer.user_id,
                delegation=given,
            )


def _residents(action: str, person: Person, pack: Pack, today: dt.date) -> Iterator[Holder]:
    """The person's own account, and those of her helpers; asked as their pages would ask."""
    held = Mandate.objects.filter(giver=person).values("holder")
    reasons = {row.place: row.why for row in pack.policy}
    accounts = User.objects.filter(person=person) | User.objects.filter(pk__in=held)
    for user in accounts.order_by("pk"):
        actor = actor_for(user, pack, today)
        for grant in actor.grants_for(action):
            if actor.kind == "resident" and person.pk in grant.people:
                yield Holder(
                    name="",
                    department="",
                    post_name=post_names(pack)[grant.post],
                    area="",
                    until=None,
                    row=grant.row,
                    why=reasons[grant.row],
                    user_id=user.pk,
                )


def post_names(pack: Pack) -> dict[str, str]:
    """Return the posts' names, those of residents and helpers in the page's language."""
    built_in = {"resident": _("居民本人"), "helper": _("受委托的亲友"), "partner": _("对接系统")}
    return built_in | {post.post: post.name for post in pack.posts}


def _row_of(pack: Pack, post: str, action: str) -> PolicyRow | None:
    return next((row for row in pack.policy if (row.post, row.action) == (post, action)), None)
