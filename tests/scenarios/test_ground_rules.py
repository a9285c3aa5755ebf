"""What every room stands on, as people use it: levels of authority, family helpers, one form for many uses."""

from __future__ import annotations

import pytest

from tests import people
from tests.doors.portal.applying import ITEM, QUESTION, unknown_hardship
from tests.doors.portal.pages import read
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.models import Person

pytestmark = pytest.mark.django_db


def seen(client, account, whole):
    """The registry ids that the account's list of people leads to, page after page."""
    client.force_login(account)
    found, address = set(), "/office/people/"
    for _ in range(whole):
        page = read(client.get(address))
        found |= {
            int(link.split("/")[3]) for link in page.links if link.startswith("/office/people/") and link.split("/")[3].isdigit()
        }  # fmt: skip
        later = [link for link in page.links if "after=" in link]
        if not later:
            return found
        address = later[-1] if later[-1].startswith("/") else f"/office/people/{later[-1]}"
    raise AssertionError("the list has no end")


@pytest.mark.requirement("R276")
def test_district_town_and_village_each_see_their_own_level(client, county):
    everyone = set(Person.objects.values_list("pk", flat=True))
    one = Person.objects.exclude(village=None).order_by("pk").first()
    village = set(Person.objects.filter(village=one.village).values_list("pk", flat=True))
    town = set(
        Person.objects.filter(village__startswith=one.village[:9]).values_list("pk", flat=True)
    )
    assert village < town < everyone
    posts = [
        ("department-officer", current_pack().code, everyone),
        ("town-officer", one.village[:9], town),
        ("village-worker", one.village, village),
    ]
    for post, area, reach in posts:
        account = people.officer(post, area)
        assert seen(client, account, len(everyone)) == reach
        beyond = everyone - reach
        if beyond:
            assert client.get(f"/office/people/{min(beyond)}/").status_code == 404


@pytest.mark.requirement("R127")
def test_large_type_and_a_helper_who_can_be_sent_away(client, county):
    mother = Person.objects.order_by("pk").first()
    daughter = people.helper(mother)
    client.force_login(daughter)
    client.cookies["elder"] = "on"
    page = client.get(f"/me/for/{mother.pk}/")
    assert mother.name in read(page).text
    assert "govuk-template elder" in page.content.decode()
    mother.mandates_given.update(revoked_at="2020-01-01T00:00:00+00:00")
    assert client.get(f"/me/for/{mother.pk}/").status_code == 404


@pytest.mark.requirement("R297")
def test_what_is_known_is_collected_once_and_one_form_serves_three_uses(client, county):
    person = (
        Person.objects.exclude(sex=None)
        .exclude(birth_date=None)
        .exclude(village=None)
        .filter(relation=None)
        .order_by("pk")
        .first()
    )
    asked = read(post_first(client, "/check/family/"))
    assert "person1-sex" in asked.names
    client.force_login(people.resident(person))
    unknown_hardship(person)
    opening = read(client.get(f"/apply/{ITEM}/"))
    applied = read(client.get(f"/apply/{ITEM}/form/"))
    assert "出生日期 公安" in opening.text.split("系统里已有、不用再填的")[1]
    assert QUESTION in applied.names
    assert not any(name.startswith("person1-") for name in applied.names)
    client.force_login(people.officer("village-worker", person.village))
    register = next(row for row in current_pack().registers if row.form == "family")
    record = read(post_first(client, f"/office/registers/{register.id}/new/{person.pk}/"))
    assert person.sex in record.text
    assert "person1-sex" not in record.names


def post_first(client, address):
    """Open a form that asks first how many live in the household, and answer one."""
    page = read(client.get(address))
    return client.post(address, {"state": page.inputs["state"], "count": "1"})
