"""The condition in SQL and the question in Python agree, row for row."""

import random

import pytest

from tests.county.small_county import the_pack
from zhaohui.county.accounts.action_names import ACTIONS
from zhaohui.county.accounts.actor import PUBLIC, Actor, Grant, system_actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.policy import area_range, grants_of_post
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.queries import people_visible_to, person_visible_to

VILLAGES = [row.code for row in the_pack().villages]
TOWNS = [row.code for row in the_pack().towns]
AREAS = [*VILLAGES, *TOWNS, the_pack().code, the_pack().code[:4], "00", "110105", "999999999"]
# Places at the borders of ranges, and places that the pack does not know.
PLACES = [*VILLAGES, "999999999999", f"{TOWNS[0]}999", f"{TOWNS[-1]}001", "110105001001"]


@pytest.fixture
def scattered(county):
    """The small county's people with towns or villages missing, at odds, or of other counties."""
    draw = random.Random(7)
    rows = list(Person.objects.all())
    for row in rows:
        row.village = draw.choice([None, *draw.sample(PLACES, 4)])
        row.town = draw.choice([None, *draw.sample(TOWNS, 2), row.village and row.village[:9]])
    Person.objects.bulk_update(rows, ["village", "town"])
    return rows


def random_actor(draw: random.Random, ids: list[int]) -> Actor:
    """An actor with any grants: those of posts for areas, and some reaching people by name."""
    kind = draw.choice(["officer", "resident", "public", "system"])
    grants: list[Grant] = []
    if kind == "officer":
        for _ in range(draw.randint(0, 3)):
            post = draw.choice(the_pack().posts).post
            grants += grants_of_post(the_pack(), post, draw.choice(AREAS))
    if kind == "resident":
        reached = tuple(draw.sample(ids, draw.randint(0, 3)))
        grants.append(Grant(draw.choice(list(ACTIONS)), people=reached))
    if kind == "officer" and draw.random() < 0.3:  # no policy says so today; the pair must agree
        low, high = area_range(draw.choice(AREAS))
        grants.append(Grant("person.read", low=low, high=high, people=(draw.choice(ids),)))
    return Actor(kind=kind, user_id=1, grants=tuple(grants))


@pytest.mark.parametrize("seed", range(60))
def test_sql_and_python_agree_row_for_row(scattered, seed):
    draw = random.Random(seed)
    actor = random_actor(draw, [row.pk for row in scattered])
    for action in [*draw.sample(list(ACTIONS), 6), "person.read", "person.list"]:
        found = set(people_visible_to(actor, action).values_list("pk", flat=True))
        wanted = {row.pk for row in scattered if actor.may_for(action, row.pk, row.area)}
        assert found == wanted, action


def test_without_a_grant_nobody(scattered):
    assert not people_visible_to(PUBLIC, "person.read").exists()
    assert not people_visible_to(Actor(kind="officer", user_id=1), "person.read").exists()
    resident = Actor(
        kind="resident", user_id=1, person_id=1, grants=(Grant("self.read", people=(1,)),)
    )
    assert [row.pk for row in people_visible_to(resident, "self.read")] == [1]
    assert not people_visible_to(resident, "person.read").exists()
    assert people_visible_to(system_actor("test"), "person.read").count() == len(scattered)


def test_one_person_out_of_reach_and_one_unknown_look_the_same(scattered):
    low, high = area_range(VILLAGES[0])
    near = Person.objects.first()
    near.village = VILLAGES[0]
    near.save(update_fields=["village"])
    far = Person.objects.exclude(village=VILLAGES[0]).filter(village__isnull=False).first()
    actor = Actor(kind="officer", user_id=1, grants=(Grant("person.read", low=low, high=high),))
    assert person_visible_to(actor, "person.read", near.pk) == near
    answers = []
    for pk in (far.pk, 10**9):
        with pytest.raises(NotVisible) as found:
            person_visible_to(actor, "person.read", pk)
        answers.append(str(found.value))
    assert answers[0] == answers[1]


def test_the_village_s_index_serves_a_village_s_list(scattered):
    """A list within a village may not read the whole county."""
    low, high = area_range(VILLAGES[0])
    actor = Actor(kind="officer", user_id=1, grants=(Grant("person.list", low=low, high=high),))
    said = str(people_visible_to(actor, "person.list").query)
    assert "village" in said
    assert "IN (" not in said
