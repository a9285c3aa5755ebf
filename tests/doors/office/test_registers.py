"""A register in the office: its list, a new record by the form, a change, print, and nobody else's."""

import pytest
from django.test import Client

from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.forms.models import Draft
from zhaohui.county.registers.models import Record
from zhaohui.county.registry.models import Person

REGISTER = "/office/registers/left-behind-elders/"


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def elder(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def worker(elder):
    return signed_in(officer("village-worker", elder.village))


@pytest.fixture
def neighbour(elder):
    village = Person.objects.exclude(village=elder.village).exclude(village=None).first().village
    return signed_in(officer("village-worker", village))


def send(client, address, page, **fields):
    return client.post(address, {"state": page.inputs["state"], **fields})


def fill_in(client, address, *, carer="邻居"):
    response = client.get(address)
    page = read(response)
    for _ in range(20):
        fields = {}
        if "count" in page.names:
            fields["count"] = "1"
        for name in page.names:
            if "birth_date" in name:
                fields[name] = "1950" if name.endswith("year") else "2"
        if "home-own1-year" in page.names:
            fields |= {
                "home-own1-year": "2026",
                "home-own1-month": "1",
                "home-own1-day": "5",
                "home-own2": carer,
            }
        if "submit" in page.names:
            fields = {"submit": "1"}
        response = send(client, address, page, **fields)
        if response.status_code == 302:
            return response.headers["Location"]
        page = read(response)
    raise AssertionError(page.text)


def entered(worker, elder):
    return fill_in(worker, f"{REGISTER}new/{elder.pk}/")


def test_somebody_is_chosen_without_a_number_in_the_address(worker, elder):
    response = worker.post(f"{REGISTER}new/", {"number": str(elder.pk)})
    assert response.headers["Location"] == f"{REGISTER}new/{elder.pk}/"


@pytest.mark.parametrize("number", ["", "999999999", "990000198001010013", "x", "１"])
def test_an_unknown_number_is_a_sentence(worker, number):
    page = read(worker.post(f"{REGISTER}new/", {"number": number}))
    assert "辖区内没有这个号码的人" in page.text
    assert "#number" in page.links


def test_a_record_from_the_list_and_back(worker, elder):
    assert "还没有记录" in read(worker.get(REGISTER)).text
    address = entered(worker, elder)
    page = read(worker.get(address))
    assert elder.name in page.headings
    assert "邻居" in page.text
    assert not Draft.objects.exists()
    page = read(worker.get(REGISTER))
    assert address in page.links
    assert "2026-01-05" in page.text
    assert worker.get(f"{REGISTER}new/{elder.pk}/").headers["Location"] == address


def test_a_record_is_changed_by_the_same_form(worker, elder):
    address = entered(worker, elder)
    page = read(worker.get(f"{address}change/"))
    assert "核对一遍" in page.headings
    page = read(send(worker, f"{address}change/", page, goto="visit"))
    assert page.inputs["home-own1-year"] == "2026"
    day = {"home-own1-year": "2026", "home-own1-month": "2", "home-own1-day": "9"}
    fields = {**day, "home-own2": "没有人", "returning": "1"}
    page = read(send(worker, f"{address}change/", page, **fields))
    assert "核对一遍" in page.headings
    done = send(worker, f"{address}change/", page, submit="1")
    assert done.headers["Location"] == address
    assert "没有人" in read(worker.get(address)).text
    assert Record.objects.get().version == 2


def test_a_state_is_changed(worker, elder):
    address = entered(worker, elder)
    version = read(worker.get(address)).inputs["version"]
    worker.post(address, {"version": version, "next": "left"})
    assert Record.objects.get().state == "left"
    assert worker.post(address, {"version": version, "next": "left"}).status_code == 409


def test_reading_is_recorded(worker, elder):
    address = entered(worker, elder)
    before = Entry.objects.count()
    worker.get(address)
    last = Entry.objects.order_by("-seq").first()
    assert Entry.objects.count() == before + 1
    assert (last.action, last.subject_id) == ("record.read", str(elder.pk))


def test_the_neighbour_finds_nothing(worker, neighbour, elder):
    address = entered(worker, elder)
    for each in (
        address,
        f"{address}change/",
        f"{REGISTER}new/{elder.pk}/",
        f"{address}?print=filled",
    ):
        assert neighbour.get(each).status_code == 404
    assert neighbour.post(address, {"version": "1", "next": "left"}).status_code == 404
    page = read(neighbour.post(f"{REGISTER}new/", {"number": str(elder.pk)}))
    assert "辖区内没有这个号码的人" in page.text
    assert address not in read(neighbour.get(REGISTER)).links


def test_posts_without_registers_find_nothing(county):
    leader = signed_in(officer("leader", "000000000000"))
    for address in ("/office/registers/", REGISTER, f"{REGISTER}new/", f"{REGISTER}1/"):
        assert leader.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/office/registers/none/", f"{REGISTER}999/", f"{REGISTER}new/999999/", f"{REGISTER}?after=x"],
)
def test_odd_addresses(worker, address):
    assert worker.get(address).status_code == (400 if "after" in address else 404)


def test_printed_filled(worker, elder):
    address = entered(worker, elder)
    page = read(worker.get(f"{address}?print=filled"))
    assert "签名" in page.text
    assert "邻居" in page.text


def test_the_list_of_registers(worker):
    page = read(worker.get("/office/registers/"))
    assert REGISTER in page.links
