"""The first account that can invite others: made at the command line, once."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.appoint import appoint
from zhaohui.county.accounts.actions.open_account import open_account
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import Appointment, User
from zhaohui.county.audit.record import record
from zhaohui.packs.pack import Pack


def create_first_admin(
    pack: Pack, *, username: str, name: str, department: str, password: str, force: bool = False
) -> User:
    """Return the new admin; raises AccountError where one exists already, unless `force`.

    An admin is whoever holds a post of the pack that may invite officers in the whole county.
    """
    posts = [row.post for row in pack.policy if row.action == "officer.invite"]
    post = next((each for each in pack.posts if each.post in posts), None)
    if post is None:
        raise AccountError(
            "The pack has no post that may invite officers.",
            hint="Add one to access/posts.csv and access/policy.csv.",
        )
    actor = system_actor("zhaohui officer create-admin")
    with transaction.atomic():
        if not force and has_admin(posts):
            raise AccountError(
                "An account that may invite officers exists already.",
                hint="Let her invite, or reset her password: zhaohui officer reset-password. "
                "--force makes another one all the same and writes that into the audit log.",
            )
        user = open_account(actor, username=username, password=password)
        appoint(actor, user, name=name, department=department, post=post.post, area=pack.code)
        record(actor, "officer.create_admin", subject=("user", user.pk), change={"force": force})
    return user


def has_admin(posts: list[str]) -> bool:
    """Say whether somebody real and active holds one of these posts today."""
    today = county_today()
    running = Appointment.objects.filter(
        Q(end=None) | Q(end__gt=today), post__in=posts, start__lte=today
    )
    return running.filter(
        Q(officer__left_on=None) | Q(officer__left_on__gt=today),
        officer__user__is_active=True,
        officer__user__is_synthetic=False,
    ).exists()
