"""Ids of others in addresses and forms, and what happens to reach when people and posts change."""

import re

import pytest

from tests.adversary.attacks import entered, signed_in
from tests.people import actor, helper, officer, resident, user
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.models import Mandate
from zhaohui.county.registers.actions.change_record import change_record
from zhaohui.county.registers.actions.follow_moves import follow_moves
from zhaohui.county.registers.queries import register_of
from zhaohui.county.registry.models import SourceBatch

REGISTER = "/office/registers/left-behind-elders/"


def move(person, village):
    person.village, person.town = village, village[:9]
    person.save(update_fields=["village", "town"])


class TestRecordOfSomebodyWhoMovedAway:
    """The register says: where the subject lives decides who may see the record."""

    def test_the_old_village_sees_it_no_more_and_the_new_one_does(self, person, elsewhere):
        old, new = officer("village-worker", person.village), officer("village-worker", elsewhere)
        record = entered(person)
        assert person.name in signed_in(old).get(REGISTER).content.decode()
        move(person, elsewhere)
        assert person.name not in signed_in(old).get(REGISTER).content.decode()
        assert signed_in(old).get(f"{REGISTER}{record.pk}/").status_code == 404
        follow_moves()  # the night
        assert person.name in signed_in(new).get(REGISTER).content.decode()

    def test_nor_may_the_old_one_change_it(self, person, elsewhere):
        old = officer("village-worker", person.village)
        record, register = entered(person), register_of("left-behind-elders")
        move(person, elsewhere)
        with pytest.raises(NotVisible):
            change_record(actor(old), register, record.pk, version=1, state="left")
        change_record(
            actor(officer("village-worker", elsewhere)),
            register,
            record.pk,
            version=1,
            state=register.states[0].next[0],
        )


def test_a_demonstration_s_session_ends_with_the_first_real_person(person):
    guest = signed_in(officer("town-officer", person.village[:9]))
    assert guest.get("/office/people/").status_code == 200
    SourceBatch.objects.update(is_synthetic=False)
    assert guest.get("/office/people/").status_code == 302
    assert guest.get("/me/").status_code == 302


def test_a_helper_s_open_session_and_draft_end_with_the_mandate(person):
    account = helper(person)
    client = signed_in(account)
    page = f"/apply/for/{person.pk}/"
    assert client.get(f"/me/for/{person.pk}/").status_code == 200
    assert client.get(page).status_code == 200
    Mandate.objects.update(revoked_at="2026-01-01T00:00:00Z")
    assert client.get(page).status_code == 404
    assert client.get(f"/me/for/{person.pk}/").status_code == 404


def test_a_helper_of_a_helper_reaches_nobody(person, elsewhere):
    from zhaohui.county.registry.models import Person

    giver = person
    middle = Person.objects.filter(village=elsewhere).first()
    in_between = helper(giver, name="between")
    in_between.person = middle
    in_between.save()
    last = actor(helper(middle, name="last"))
    assert last.people("self.read") == (middle.pk,)


def test_somebody_else_s_mandate_cannot_be_revoked(person):
    helper(person)
    stranger = signed_in(user("stranger"))
    mandate = Mandate.objects.get()
    assert stranger.post(f"/me/mandates/{mandate.pk}/revoke/").status_code == 404
    assert Mandate.objects.get().revoked_at is None


def without_token(answer, pk):
    """The page without what differs by chance, and without the address that was asked for."""
    text = answer.content.decode().replace(f"/people/{pk}/", "/people/N/")
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", text)


def test_people_of_others_look_like_nobody(person, elsewhere):
    client = signed_in(officer("village-worker", elsewhere))
    client.post("/office/purpose/", {"purpose": "visit", "next": "/office/"})
    for tab in ("", "household/", "findings/", "cases/", "findings/dibao-rural/"):
        there = client.get(f"/office/people/{person.pk}/{tab}")
        nowhere = client.get(f"/office/people/99999999/{tab}")
        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert without_token(there, person.pk) == without_token(nowhere, 99999999)


def test_the_window_next_door_tells_nothing_of_others(person, elsewhere):
    client = signed_in(officer("window-clerk", elsewhere[:9]))
    for path in ("", "old-age-allowance/form/", "old-age-allowance/send/"):
        there = client.get(f"/hall/people/{person.pk}/{path}")
        nowhere = client.get(f"/hall/people/99999999/{path}")
        assert (there.status_code, nowhere.status_code) == (404, 404), path
        assert without_token(there, person.pk) == without_token(nowhere, 99999999)


def test_a_resident_s_own_pages_are_hers_alone(person, elsewhere):
    client = signed_in(resident(person))
    for address in ("/me/for/{}/", "/apply/for/{}/"):
        assert client.get(address.format(person.pk + 1)).status_code == 404
