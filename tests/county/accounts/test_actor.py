"""What an actor may do follows from her grants, and from nothing else."""

import pytest

from zhaohui.county.accounts.actor import EVERYWHERE, PUBLIC, Actor, Grant, system_actor
from zhaohui.county.accounts.errors import NotVisible

LOW, HIGH = EVERYWHERE
TOWN = Grant("person.read", low="999901100", high="999901101", post="clerk", row="policy.csv:2")
COUNTY = Grant("finding.list", low=LOW, high=HIGH, post="leader")
OWN = Grant("self.read", people=(7,), post="resident")
OFFICER = Actor(kind="officer", user_id=1, grants=(TOWN, COUNTY))
RESIDENT = Actor(kind="resident", user_id=2, person_id=7, grants=(OWN,))


def test_a_range_is_half_open_and_holds_what_lies_below():
    inside = ["999901100", "999901100001", "999901100999"]
    outside = ["999901101", "999901101001", "999901099999", "9999", "999901"]
    assert all(OFFICER.may("person.read", code) for code in inside)
    assert not any(OFFICER.may("person.read", code) for code in outside)


def test_without_an_area_the_question_is_whether_at_all():
    assert OFFICER.may("person.read")
    assert not OFFICER.may("record.write")
    assert not PUBLIC.may("self.read")


def test_an_unknown_place_is_reached_only_from_everywhere():
    assert not OFFICER.may_for("person.read", 7, None)
    assert OFFICER.may_for("finding.list", 7, None)
    assert OFFICER.everywhere("finding.list")
    assert not OFFICER.everywhere("person.read")


def test_a_resident_s_own_grant_reaches_no_area():
    assert RESIDENT.may("self.read")
    assert not RESIDENT.may("self.read", "999901100001")
    assert RESIDENT.may_for("self.read", 7, "999901100001")
    assert not RESIDENT.may_for("self.read", 8, "999901100001")
    assert RESIDENT.ranges("self.read") == ()
    assert RESIDENT.people("self.read") == (7,)


def test_the_system_may_everything_everywhere():
    night = system_actor("nightly")
    assert night.may("person.read", "999901100")
    assert night.may_for("person.read", 1, None)
    assert night.ranges("person.read") == (EVERYWHERE,)


@pytest.mark.parametrize("who", [OFFICER, RESIDENT, PUBLIC, system_actor("test")])
def test_a_misspelt_action_is_no_silent_no(who):
    for ask in (who.may, who.ranges, who.people, who.everywhere):
        with pytest.raises(KeyError):
            ask("person.reed")


def test_require_answers_like_an_address_that_does_not_exist():
    OFFICER.require("person.read", "999901100001")
    OFFICER.require_for("person.read", 7, "999901100001")
    with pytest.raises(NotVisible) as found:
        OFFICER.require("person.read", "999901101001")
    assert found.value.status == 404
    with pytest.raises(NotVisible):
        OFFICER.require_for("person.read", 7, None)
