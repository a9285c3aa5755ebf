import pytest

from tests.people import actor
from zhaohui.county.accounts.actions.accept_invitation import accept_invitation
from zhaohui.county.accounts.actions.invite import invite
from zhaohui.county.accounts.actions.revoke_invitation import revoke_invitation
from zhaohui.county.accounts.actor import PUBLIC
from zhaohui.county.accounts.errors import InvitationError, NotVisible


@pytest.fixture
def invited(admin, pack):
    who = {"name": "模拟人员", "department": "模拟单位"}
    return invite(actor(admin), **who, post="leader", area=pack.code)


def test_it_works_and_a_second_click_changes_nothing(admin, invited, entries):
    for _ in range(2):
        assert revoke_invitation(actor(admin), invited[0].pk).revoked_at
    assert len(entries("officer.revoke_invitation")) == 1


def test_who_may_not_invite_finds_none(clerk, invited):
    with pytest.raises(NotVisible):
        revoke_invitation(actor(clerk), invited[0].pk)


def test_too_late(admin, invited):
    accept_invitation(PUBLIC, invited[1], username="new", password="a long enough sentence")
    with pytest.raises(InvitationError, match="已经被接受"):
        revoke_invitation(actor(admin), invited[0].pk)
