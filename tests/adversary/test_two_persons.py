"""Rules that want two people: by one who was dismissed, by way of the calendar, by the other post."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.people import actor, officer, user
from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.accept_invitation import accept_invitation
from zhaohui.county.accounts.actions.add_appointment import add_appointment
from zhaohui.county.accounts.actions.end_appointment import end_appointment
from zhaohui.county.accounts.actions.invite import invite
from zhaohui.county.accounts.actor import PUBLIC
from zhaohui.county.accounts.errors import AppointmentError, InvitationError
from zhaohui.county.accounts.models import Appointment, User
from zhaohui.county.catalog.queries import current_pack

CODE = "510811"


@pytest.fixture
def admin(db, data_dir):
    return officer("account-admin", CODE, name="admin")


def invited(admin, post="account-admin"):
    return invite(actor(admin), name="模拟人员", department="模拟单位", post=post, area=CODE)[1]


class TestInvitationsOfOneWhoWasDismissed:
    """A link lives for seven days; whoever made it may be gone by then."""

    @pytest.fixture
    def token(self, admin):
        made = invited(admin)
        yesterday = county_today() - dt.timedelta(days=1)
        Appointment.objects.filter(officer__user=admin).update(end=yesterday)
        return made

    def test_it_makes_nobody_an_officer(self, token):
        with pytest.raises(InvitationError):
            accept_invitation(
                PUBLIC, token, username="back-again", password="a long sentence of hers"
            )
        assert not User.objects.filter(username="back-again").exists()

    def test_the_page_says_so(self, client, token):
        assert client.get(f"/office/invited/{token}/").status_code == 400

    def test_so_it_is_where_her_account_was_stopped(self, admin):
        token = invited(admin)
        User.objects.filter(pk=admin.pk).update(is_active=False)
        with pytest.raises(InvitationError):
            accept_invitation(
                PUBLIC, token, username="back-again", password="a long sentence of hers"
            )


def test_a_post_that_was_ended_today_can_be_given_again_today(admin):
    worker = officer("planner", CODE, name="worker")
    post = {"officer_id": worker.officer.pk, "post": "department-officer", "area": CODE}
    first = add_appointment(actor(admin), **post)
    end_appointment(actor(admin), appointment_id=first.pk)
    add_appointment(actor(admin), **post)
    assert actor(worker).may("person.list")


def test_an_invitation_to_a_post_that_ended_today(admin):
    worker = officer("planner", CODE, name="worker")
    post = {"officer_id": worker.officer.pk, "post": "department-officer", "area": CODE}
    end_appointment(actor(admin), appointment_id=add_appointment(actor(admin), **post).pk)
    accept_invitation(actor(worker), invited(admin, "department-officer"))
    assert actor(worker).may("person.list")


def test_the_other_post_by_an_invitation(admin):
    planner = officer("planner", CODE, name="planner")
    with pytest.raises(AppointmentError):
        accept_invitation(actor(planner), invited(admin, "reviewer"))
    assert not actor(planner).may("parameter.approve")


def test_a_used_link_is_used(admin):
    token = invited(admin, "planner")
    accept_invitation(PUBLIC, token, username="first-one", password="a long sentence of hers")
    with pytest.raises(InvitationError):
        accept_invitation(PUBLIC, token, username="second-one", password="a long sentence of hers")


def test_a_link_ends_at_its_second(admin):
    from zhaohui.county.accounts.models import Invitation

    token = invited(admin, "planner")
    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(InvitationError):
        accept_invitation(actor(user("somebody")), token)


def test_nobody_invites_beyond_the_pack(admin):
    for post, area in (("reviewer", "510811100"), ("village-worker", CODE), ("root", CODE)):
        with pytest.raises(InvitationError):
            invite(actor(admin), name="甲", department="乙", post=post, area=area)
    assert current_pack().code == CODE
