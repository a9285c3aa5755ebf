"""Demonstration accounts 演示账户: one a post, a resident and her helper, beside synthetic people."""

from __future__ import annotations

import datetime as dt
import os
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.appoint import appoint
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.demonstration import demonstration_file, may_demonstrate
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import Mandate, User
from zhaohui.county.accounts.one_time_codes import hashed, new_token
from zhaohui.county.accounts.policy import area_range
from zhaohui.county.registry.models import Person
from zhaohui.packs.pack import Pack

NAME = "模拟人员"
DEPARTMENT = "模拟单位"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PREFIX = "demo-"


def create_demonstration_accounts(pack: Pack) -> list[tuple[str, str]]:
    """Return (name, post) of the accounts that were made; nothing where they are there already.

    Their one password is made at random and kept in `<data>/demonstration-accounts.txt` (mode 600).
    Raises AccountError where real people are registered.
    """
    if not may_demonstrate():
        raise AccountError("Demonstration accounts are only made beside synthetic people 模拟数据.")
    actor = system_actor("demonstration accounts")
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))
    made: list[tuple[str, str]] = []
    with transaction.atomic():
        if User.objects.filter(username__startswith=PREFIX).exists():
            return []
        for post in pack.posts:
            area = first_area(pack, post.level)
            if area is None:
                continue
            user = _account(f"{PREFIX}{post.post}", password)
            appoint(
                actor,
                user,
                name=f"{NAME}（{post.name}）",
                department=DEPARTMENT,
                post=post.post,
                area=area,
            )
            made.append((user.username, post.name))
        made += _resident_and_helper(pack, password)
        _write(made, password)
    return made


def first_area(pack: Pack, level: str) -> str | None:
    """Return the county, its first town, or that town's first village; None where there is none."""
    if level == "district":
        return pack.code
    town = pack.towns[0].code if pack.towns else None
    if level == "town" or town is None:
        return town
    return next((row.code for row in pack.villages if row.code.startswith(town)), None)


def _account(name: str, password: str) -> User:
    return User.objects.create_user(name, password, is_synthetic=True)


def _resident_and_helper(pack: Pack, password: str) -> list[tuple[str, str]]:
    """Make an account for somebody of the first village, and a helper with her mandate."""
    village = first_area(pack, "village")
    if village is None:
        return []
    low, high = area_range(village)
    adults = Person.objects.filter(
        village__gte=low, village__lt=high, birth_date__lt=county_today() - dt.timedelta(days=25000)
    )
    person = adults.order_by("pk").first()
    if person is None:
        return []
    resident = _account(f"{PREFIX}resident", password)
    resident.person = person
    resident.save(update_fields=["person"])
    helper = _account(f"{PREFIX}helper", password)
    Mandate.objects.create(
        giver=person,
        holder=helper,
        code_hash=hashed("mandate", new_token()),
        accepted_at=timezone.now(),
        until=county_today() + dt.timedelta(days=settings.MANDATE_DAYS),
    )
    return [(resident.username, "居民"), (helper.username, "亲友代办")]


def _write(made: list[tuple[str, str]], password: str) -> None:
    """Keep the names and the password where only the owner of the data folder reads them."""
    lines = ["演示账户（模拟数据）。密码都一样：", password, ""]
    lines += [f"{name}\t{post}" for name, post in made]
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    descriptor = os.open(demonstration_file(), flags, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
