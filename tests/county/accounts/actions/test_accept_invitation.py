import datetime as dt

import pytest
from django.utils import timezone

from tests.people import actor, helper, officer, resident
from zhaohui.county.accounts.actions.accept_invitation import accept_invitation
from zhaohui.county.accounts.actions.invite import invite
from zhaohui.county.accounts.actions.revoke_invitation import revoke_invitation
from zhaohui.county.accounts.actor import PUBLIC
from zhaohui.county.accounts.errors import AccountError, InvitationError
from zhaohui.county.accounts.models import Invitation, Officer, User

NEW = {"username": "Ｎew.Officer", "password": "a long enough sentence"}


@pytest.fixture
def invited(admin, pack):
    return invite(
        actor(admin),
        name="模拟人员",
        department="模拟单位",
        post="town-officer",
        area=pack.towns[0].code,
    )


def test_a_new_account_becomes_an_officer(invited, pack, entries):
    user = accept_invitation(PUBLIC, invited[1], **NEW)
    assert user.username == "new.officer"
    assert user.check_password(NEW["password"])
    assert actor(user).may("record.write", pack.towns[0].code)
    assert not actor(user).may("record.write", pack.towns[1].code)
    assert entries("officer.accept_invitation") == [(None, "invitation", str(invited[0].pk))]


def test_an_officer_gets_one_more_post(invited, pack):
    already = officer("window-clerk", pack.towns[1].code)
    accept_invitation(actor(already), invited[1])
    now = actor(User.objects.get(pk=already.pk))
    assert now.may("record.write", pack.towns[0].code)
    assert now.may("account.bind", pack.towns[1].code)


def test_a_link_works_once(invited):
    accept_invitation(PUBLIC, invited[1], **NEW)
    with pytest.raises(InvitationError, match="已经用过"):
        accept_invitation(PUBLIC, invited[1], **NEW)


def test_links_that_no_longer_hold_say_why(admin, invited):
    with pytest.raises(InvitationError, match="没有这个邀请"):
        accept_invitation(PUBLIC, invited[1] + "x", **NEW)
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    with pytest.raises(InvitationError, match="已经过期"):
        accept_invitation(PUBLIC, invited[1], **NEW)
    revoke_invitation(actor(admin), invited[0].pk)
    with pytest.raises(InvitationError, match="已经被收回"):
        accept_invitation(PUBLIC, invited[1], **NEW)


def test_nobody_accepts_her_own_invitation(admin, invited):
    with pytest.raises(InvitationError, match="自己发出"):
        accept_invitation(actor(admin), invited[1])


def test_private_accounts_stay_private(invited, person):
    for account in (resident(person), helper(person)):
        with pytest.raises(InvitationError, match="私事"):
            accept_invitation(actor(account), invited[1])
    assert Officer.objects.count() == 1


@pytest.mark.parametrize(
    ("username", "password", "says"),
    [
        ("admin", NEW["password"], "已经有人用"),
        ("110101199003074514", NEW["password"], "身份证号"),
        ("13900000000", NEW["password"], "身份证号"),
        ("a b", NEW["password"], "登录名"),
        ("fresh", "1234567890", "数字"),
        ("fresh", "short", "密码太短"),
    ],
)
def test_a_bad_name_or_password_changes_nothing(invited, username, password, says):
    with pytest.raises(AccountError, match=says):
        accept_invitation(PUBLIC, invited[1], username=username, password=password)
    assert Invitation.objects.get().accepted_by is None
    assert Officer.objects.count() == 1
