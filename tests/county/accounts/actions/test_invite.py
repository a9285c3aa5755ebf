from dataclasses import replace

import pytest

from tests.people import actor
from zhaohui.county.accounts.actions.invite import invite
from zhaohui.county.accounts.actor import Actor, Grant
from zhaohui.county.accounts.errors import InvitationError, NotVisible
from zhaohui.county.accounts.models import Invitation
from zhaohui.county.accounts.policy import area_range

WHO = {"name": "模拟人员", "department": "模拟单位"}


def test_it_works(admin, pack, entries):
    town = pack.towns[0].code
    invitation, token = invite(actor(admin), **WHO, post="town-officer", area=town)
    assert (invitation.post, invitation.area) == ("town-officer", town)
    assert token not in invitation.token_hash
    assert entries("officer.invite") == [(admin.pk, "invitation", str(invitation.pk))]


def test_the_area_must_be_of_the_posts_level(admin, pack):
    with pytest.raises(InvitationError, match="镇（街道）"):
        invite(actor(admin), **WHO, post="town-officer", area=pack.code)
    with pytest.raises(InvitationError, match="没有这个区划"):
        invite(actor(admin), **WHO, post="town-officer", area="990000001")
    with pytest.raises(InvitationError, match="没有这个岗位"):
        invite(actor(admin), **WHO, post="emperor", area=pack.code)


def test_who_may_not_invite(clerk, pack):
    with pytest.raises(NotVisible):
        invite(actor(clerk), **WHO, post="window-clerk", area=pack.towns[0].code)
    assert not Invitation.objects.exists()


def test_an_inviter_of_one_town_reaches_no_further(clerk, pack):
    low, high = area_range(pack.towns[0].code)
    inviter = Actor(
        kind="officer", user_id=clerk.pk, grants=(Grant("officer.invite", low=low, high=high),)
    )
    village = next(row.code for row in pack.villages if row.code.startswith(low))
    invite(inviter, **WHO, post="village-worker", area=village)
    with pytest.raises(NotVisible):
        invite(inviter, **WHO, post="town-officer", area=pack.towns[1].code)
    with pytest.raises(InvitationError, match="比您宽"):
        invite(inviter, **WHO, post="account-admin", area=pack.code)
    everywhere = replace(inviter, grants=(Grant("officer.invite", low="0", high="A"),))
    invite(everywhere, **WHO, post="account-admin", area=pack.code)


def test_an_empty_name(admin, pack):
    with pytest.raises(InvitationError, match="都要填"):
        invite(actor(admin), name=" ", department="x", post="leader", area=pack.code)
