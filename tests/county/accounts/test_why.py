"""The page's answer is the gate's own answer, with the row that decided it."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import people
from tests.county.small_county import the_pack
from zhaohui.clock import county_today
from zhaohui.county.accounts.action_names import ACTIONS
from zhaohui.county.accounts.models import User
from zhaohui.county.accounts.why import About, holders, why
from zhaohui.county.registry.models import Person
from zhaohui.packs import default_pack

TODAY = county_today()
TOWN, OTHER = the_pack().towns[0].code, the_pack().towns[1].code


def ask(user, action, person=None, area=""):
    fresh = User.objects.get(pk=user.pk)
    return why(fresh, action, About(person=person, area=area), pack=the_pack(), today=TODAY)


@pytest.fixture
def person(county):
    found = Person.objects.get(pk=1)
    found.town, found.village = TOWN, f"{TOWN}001"
    found.save()
    return found


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    post=st.sampled_from([row.post for row in the_pack().posts]),
    area=st.sampled_from([TOWN, OTHER, the_pack().code]),
    action=st.sampled_from(list(ACTIONS)),
    village=st.sampled_from([None, f"{TOWN}001", f"{OTHER}001"]),
)
def test_it_says_what_the_gate_says(person, post, area, action, village):
    account = people.officer(post, area, name=f"asked-{User.objects.count()}")
    person.village, person.town = village, village and village[:9]
    said = ask(account, action, person)
    actor = people.actor(account)
    assert said.is_allowed == actor.may_for(action, person.pk, person.area)
    assert ask(account, action).is_allowed == actor.may(action)
    assert ask(account, action, area=TOWN).is_allowed == actor.may(action, TOWN)
    assert all(ground.grant.post == post for ground in said.grounds)


def test_the_deciding_row_is_named_by_file_and_line(person):
    said = ask(people.officer("town-officer", TOWN), "person.read", person)
    (ground,) = said.grounds
    file, line = ground.grant.row.split(":")
    text = (default_pack() / file).read_text("utf-8").splitlines()[int(line) - 1]
    assert text == f"town-officer,person.read,area,{ground.why}"
    assert (said.is_allowed, ground.reaches, ground.area) == (True, True, TOWN)


@pytest.mark.parametrize(
    ("post", "area", "change", "words"),
    [
        ("town-officer", OTHER, {}, "范围够不着"),
        ("leader", the_pack().code, {}, "没有这一项"),
        ("town-officer", TOWN, {"end": TODAY}, "没有任何任职"),
        ("town-officer", TOWN, {"start": TODAY + dt.timedelta(days=1)}, "没有任何任职"),
        ("town-officer", TOWN, {"left_on": TODAY}, "已经离岗"),
        ("town-officer", TOWN, {"is_active": False}, "账户已停用"),
    ],
)
def test_a_no_says_why(person, post, area, change, words):
    account = people.officer(post, area)
    appointment = account.officer.appointments.get()
    for row in (appointment, account.officer, account):
        for name, value in change.items():
            if hasattr(row, name):
                setattr(row, name, value)
        row.save()
    said = ask(account, "person.read", person)
    assert not said.is_allowed
    assert words in said.sentence


def test_an_unknown_home_is_reached_from_the_county_only(person):
    person.town = person.village = None
    person.save()
    said = ask(people.officer("town-officer", TOWN), "person.read", person)
    assert "住址不明" in said.sentence
    assert ask(
        people.officer("department-officer", the_pack().code), "person.read", person
    ).is_allowed


def test_holders_are_exactly_those_whom_the_gate_lets_in(person):
    accounts = [
        people.officer("town-officer", TOWN),
        people.officer("town-officer", OTHER),
        people.officer("village-worker", f"{TOWN}001"),
        people.officer("village-worker", f"{TOWN}002"),
        people.officer("department-officer", the_pack().code),
        people.officer("leader", the_pack().code),
        people.officer("window-clerk", TOWN, name="gone"),
        people.officer("window-clerk", TOWN, name="off"),
        people.resident(person),
        people.helper(person),
        people.resident(Person.objects.get(pk=2), "neighbour"),
    ]
    gone, off = accounts[6].officer, accounts[7]
    gone.left_on = TODAY
    gone.save()
    off.is_active = False
    off.save()
    for action in ("person.read", "self.read", "self.audit", "finding.list"):
        found = {
            row.user_id for row in holders(action, person=person, pack=the_pack(), today=TODAY)
        }
        wanted = {
            account.pk
            for account in accounts
            if people.actor(User.objects.get(pk=account.pk)).may_for(action, person.pk, person.area)
        }
        assert found == wanted, action
        assert found
