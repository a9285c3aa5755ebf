"""Which post of the pack an officer may invite to, and for which areas."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import AppointmentError, InvitationError, NotVisible
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.access import PostRow

AreaChoice = tuple[str, str, str]  # code, name, level


def post_of(pack: Pack, post: str) -> PostRow:
    """Return the pack's post of this id; InvitationError where there is none."""
    for row in pack.posts:
        if row.post == post:
            return row
    raise InvitationError(_("没有这个岗位。"), hint=_("请从列表里选。"))


def areas_of(pack: Pack) -> list[AreaChoice]:
    """Return the county, its towns, its villages: code, name and level."""
    county = [(pack.code, pack.name, "district")]
    towns = [(town.code, town.name, "town") for town in pack.towns]
    names = {town.code: town.name for town in pack.towns}
    villages = [
        (village.code, f"{names.get(village.code[:9], '')} {village.name}".strip(), "village")
        for village in pack.villages
    ]
    return county + towns + villages


def posts_within(actor: Actor, pack: Pack) -> list[PostRow]:
    """Return the posts that the actor may invite to: none reaches further than she does."""
    everywhere = actor.everywhere("officer.invite")
    reach = {row.post for row in pack.policy if row.range == "county"}
    return [post for post in pack.posts if everywhere or post.post not in reach]


def require_compatible(pack: Pack, held: Iterable[str], post: str) -> None:
    """Raise AppointmentError where one person can't hold `post` beside those she holds."""
    rows = {row.post: row for row in pack.posts}
    for other in held:
        apart = {other} & set(rows[post].not_with.split()) if post in rows else set()
        if other in rows and (apart or post in rows[other].not_with.split()):
            raise AppointmentError(
                _("“%(one)s”和“%(other)s”不能是同一个人。")
                % {"one": rows[post].name, "other": rows[other].name},
                hint=_("请先免去另一个岗位，或者任命别人。"),
            )


def inviting_posts(pack: Pack) -> frozenset[str]:
    """Return the posts that may appoint officers in the whole county."""
    return frozenset(
        row.post for row in pack.policy if row.action == "officer.invite" and row.range == "county"
    )


def require_within(actor: Actor, pack: Pack, *, post: str, area: str) -> None:
    """Raise unless the actor may invite to this post for this area of the pack."""
    row = post_of(pack, post)
    if row not in posts_within(actor, pack):
        raise InvitationError(
            _("这个岗位管得比您宽，您不能邀请。"), hint=_("请上一级的账户管理岗邀请。")
        )
    found = next((each for each in areas_of(pack) if each[0] == area), None)
    if found is None:
        raise InvitationError(_("没有这个区划。"), hint=_("请从列表里选。"))
    if found[2] != row.level:
        levels = {"district": _("全区"), "town": _("镇（街道）"), "village": _("村（社区）")}
        words = {"post": row.name, "level": levels[row.level], "area": found[1]}
        raise InvitationError(
            _("%(post)s要选%(level)s，这里选的是%(area)s。") % words, hint=_("请改选区划。")
        )
    if not actor.may("officer.invite", area):
        raise NotVisible
