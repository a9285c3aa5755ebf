"""Posts are given and taken by another, within her range, and somebody can always appoint."""

import datetime as dt

import pytest

from tests import people
from tests.county.small_county import the_pack
from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.add_appointment import add_appointment
from zhaohui.county.accounts.actions.end_appointment import end_appointment
from zhaohui.county.accounts.actor import Actor, Grant
from zhaohui.county.accounts.errors import AppointmentError, InvitationError, NotVisible
from zhaohui.county.accounts.models import Appointment
from zhaohui.county.accounts.policy import area_range
from zhaohui.county.audit.models import Entry

PACK = the_pack()
TOWN, OTHER = PACK.towns[0].code, PACK.towns[1].code
DAY = dt.timedelta(days=1)


@pytest.fixture
def admin(db):
    return people.actor(people.officer("account-admin", PACK.code))


@pytest.fixture
def clerk(db):
    return people.officer("window-clerk", TOWN).officer


def town_admin():
    low, high = area_range(TOWN)
    account = people.officer("village-worker", f"{TOWN}001", name="town-admin")
    return Actor(
        kind="officer", user_id=account.pk, grants=(Grant("officer.invite", low=low, high=high),)
    )


def test_a_post_more_from_today(admin, clerk):
    row = add_appointment(admin, officer_id=clerk.pk, post="town-officer", area=TOWN)
    assert (row.start, row.end, row.appointed_by_id) == (county_today(), None, admin.user_id)
    assert people.actor(clerk.user).may("record.write", TOWN)
    entry = Entry.objects.get(action="officer.appoint")
    assert (entry.subject_kind, entry.subject_id) == ("officer", str(clerk.pk))


def test_until_a_day(admin, clerk):
    end = county_today() + DAY * 30
    row = add_appointment(admin, officer_id=clerk.pk, post="town-officer", area=TOWN, end=end)
    assert row.end == end
    with pytest.raises(AppointmentError, match="任期"):
        add_appointment(
            admin, officer_id=clerk.pk, post="village-worker", area=f"{TOWN}001", end=county_today()
        )


@pytest.mark.parametrize(
    ("post", "area", "error"),
    [
        ("nobody", TOWN, InvitationError),
        ("town-officer", "110105100", InvitationError),
        ("town-officer", PACK.code, InvitationError),
        ("resident", TOWN, InvitationError),
        ("window-clerk", TOWN, AppointmentError),  # she holds it
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_nothing(admin, clerk, post, area, error):
    before = Appointment.objects.count()
    with pytest.raises(error):
        add_appointment(admin, officer_id=clerk.pk, post=post, area=area)
    assert (Appointment.objects.count(), Entry.objects.count()) == (before, 0)


def test_reviewer_and_officer_are_two_people(admin):
    officer = people.officer("department-officer", PACK.code).officer
    with pytest.raises(AppointmentError, match="不能是同一个人"):
        add_appointment(admin, officer_id=officer.pk, post="reviewer", area=PACK.code)
    reviewer = people.officer("reviewer", PACK.code).officer
    with pytest.raises(AppointmentError, match="不能是同一个人"):
        add_appointment(admin, officer_id=reviewer.pk, post="department-officer", area=PACK.code)


def test_nobody_gives_or_takes_her_own(admin, db):
    people.officer("account-admin", PACK.code, name="second")
    herself = Appointment.objects.get(officer__user=admin.user_id)
    with pytest.raises(AppointmentError, match="自己"):
        add_appointment(admin, officer_id=herself.officer_id, post="planner", area=PACK.code)
    with pytest.raises(AppointmentError, match="自己"):
        end_appointment(admin, appointment_id=herself.pk)


def test_only_within_her_range(clerk, db):
    neighbour = people.officer("window-clerk", OTHER).officer
    actor = town_admin()
    add_appointment(actor, officer_id=clerk.pk, post="town-officer", area=TOWN)
    for call in (
        lambda: add_appointment(actor, officer_id=neighbour.pk, post="town-officer", area=TOWN),
        lambda: add_appointment(actor, officer_id=clerk.pk, post="town-officer", area=OTHER),
        lambda: end_appointment(actor, appointment_id=neighbour.appointments.get().pk),
        lambda: add_appointment(actor, officer_id=10**9, post="town-officer", area=TOWN),
        lambda: end_appointment(actor, appointment_id=10**9),
    ):
        with pytest.raises(NotVisible):
            call()


@pytest.mark.parametrize("post", ["account-admin", "department-officer", "auditor"])
def test_nobody_gives_more_than_her_own_reach(clerk, post):
    with pytest.raises(InvitationError, match="管得比您宽"):
        add_appointment(town_admin(), officer_id=clerk.pk, post=post, area=PACK.code)


def test_who_left_is_not_appointed(admin, clerk):
    clerk.left_on = county_today()
    clerk.save()
    with pytest.raises(AppointmentError, match="离岗"):
        add_appointment(admin, officer_id=clerk.pk, post="town-officer", area=TOWN)


def test_taken_at_once(admin, clerk):
    assert people.actor(clerk.user).may("person.read", TOWN)
    end_appointment(admin, appointment_id=clerk.appointments.get().pk)
    assert not people.actor(clerk.user).grants
    with pytest.raises(AppointmentError, match="已经结束"):
        end_appointment(admin, appointment_id=clerk.appointments.get().pk)
    assert Entry.objects.filter(action="officer.end_appointment").count() == 1


def test_taken_on_the_day_it_was_given(admin, clerk):
    row = add_appointment(admin, officer_id=clerk.pk, post="town-officer", area=TOWN)
    end_appointment(admin, appointment_id=row.pk)
    assert not people.actor(clerk.user).may("record.write")


def test_one_that_has_not_begun_never_runs(admin, clerk):
    row = Appointment.objects.create(
        officer=clerk, post="town-officer", area=TOWN, start=county_today() + DAY
    )
    ended = end_appointment(admin, appointment_id=row.pk)
    assert ended.end == ended.start


def test_somebody_can_always_appoint(admin, db):
    second = people.officer("account-admin", PACK.code, name="second")
    first = Appointment.objects.get(officer__user=admin.user_id)
    other = people.actor(second)
    # The first one's term ends next week: were the second taken, nobody would be left then.
    Appointment.objects.filter(pk=first.pk).update(end=county_today() + DAY * 7)
    with pytest.raises(AppointmentError, match="最后一个"):
        end_appointment(admin, appointment_id=second.officer.appointments.get().pk)
    Appointment.objects.filter(pk=first.pk).update(end=None)
    end_appointment(admin, appointment_id=second.officer.appointments.get().pk)
    assert not people.actor(second).grants
    # Whoever kept an old page open can't take the first in turn.
    with pytest.raises(AppointmentError, match="最后一个"):
        end_appointment(other, appointment_id=first.pk)
