"""Open311 GeoReport v2: as the specification has it, in JSON and XML; nothing personal comes out."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.county.oversight.voicing import WORDS, answered, look_up, said, town_officer, village
from tests.county.small_county import the_pack
from zhaohui.county.oversight.contents import contents_of
from zhaohui.county.oversight.models import Voice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
V2 = "/open311/v2"
FIELDS = {
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "service_notice", "requested_datetime", "updated_datetime",
    "expected_datetime", "address", "address_id", "zipcode", "lat", "long", "media_url",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_calls_before():
    cache.clear()


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)  # programs have no token of ours


def post(client, **fields):
    wanted = {"service_code": "road", "description": WORDS, "address_id": village()} | fields
    return client.post(f"{V2}/requests.json", wanted)


def test_services_and_their_definitions(client):
    found = client.get(f"{V2}/services.json").json()
    assert [row["service_code"] for row in found] == [r.code for r in the_pack().voice_kinds]
    facility = next(row for row in found if row["service_code"] == "facility")
    assert (facility["metadata"], facility["type"]) == (True, "realtime")
    definition = client.get(f"{V2}/services/facility.json").json()
    first = definition["attributes"][0]
    assert (first["code"], first["datatype"], first["required"]) == (
        "what",
        "singlevaluelist",
        True,
    )
    assert {"key": "elderly", "name": "养老"} in first["values"]
    root = ET.fromstring(client.get(f"{V2}/services.xml").content)
    assert root.tag == "services"
    assert root[0].tag == "service"
    value = ET.fromstring(client.get(f"{V2}/services/facility.xml").content)
    assert value.find("attributes/attribute/values/value/key").text == "elderly"


def test_a_request_is_taken_and_its_code_opens_the_answer(client):
    answer = post(client, first_name="甲", last_name="模拟", phone="0839-1234567")
    assert answer.status_code == 201
    made = answer.json()[0]
    voice = Voice.objects.get(number=made["service_request_id"])
    assert (voice.channel, voice.person_id, voice.may_publish) == ("api", None, False)
    assert contents_of(voice)["name"] == "模拟甲"
    code = made["service_notice"].split()[1][:6]
    assert WORDS in look_up(voice, code).content.decode()


def test_a_point_attributes_and_the_outline(client):
    town = the_pack().towns[0]
    point = {"lat": str(town.lat), "long": str(town.lon), "address_id": ""}
    sent = {"service_code": "facility", "attribute[what]": "elderly", **point}
    assert post(client, **sent).status_code == 201
    voice = Voice.objects.get()
    assert voice.lon == float(town.lon)
    several = {"service_code": "service-need", "attribute[domain][]": ["health", "elderly"]}
    assert post(client, **several).status_code == 201
    newest = Voice.objects.latest("pk")
    assert contents_of(newest)["answers"] == {"domain": ["health", "elderly"]}


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"service_code": ""}, 400, "service_code was not provided"),
        ({"service_code": "none"}, 404, "service_code was not found"),
        ({"description": ""}, 400, "words"),
        ({"address_id": "51"}, 400, "address_id"),
        ({"address_id": ""}, 400, "village"),
        ({"lat": "32.3"}, 400, "belong together"),
        ({"lat": "20.0", "long": "100.0"}, 400, "point"),
        ({"lat": "1e9", "long": "x"}, 400, "degrees"),
        ({"attribute[danger]": "maybe"}, 400, "answer-danger"),
        ({"attribute[none]": "x"}, 400, "answers"),
        ({"attribute[": "x"}, 400, "attribute"),
        ({"media_url": "http://example.org/a.jpg"}, 400, "media_url"),
        ({"api_key": "x"}, 403, "api_key"),
        ({"jurisdiction_id": "elsewhere"}, 404, "jurisdiction_id"),
    ],
)
def test_what_is_wrong_comes_back_as_an_array_of_errors(client, fields, status, words):
    answer = post(client, **fields)
    assert answer.status_code == status, answer.content.decode()
    errors = answer.json()
    assert all(set(each) == {"code", "description"} for each in errors)
    assert {each["code"] for each in errors} == {str(status)}
    assert words in " ".join(each["description"] for each in errors)
    assert not Voice.objects.exists()


def test_several_faults_come_at_once(client):
    assert len(post(client, description="x", address_id="", phone="x").json()) == 3


def test_requests_tell_how_they_stand_and_nothing_personal(client):
    secret = "村东第三家的电线断了"
    voice, _code = said(
        words=secret, name="模拟甲", phone="0839-1234567", address="村东第三家", may_publish="1"
    )
    body = client.get(f"{V2}/requests.json").content.decode()
    for hidden in (secret, "模拟甲", "1234567", "村东"):
        assert hidden not in body
    found = client.get(f"{V2}/requests/{voice.number}.json").json()
    assert len(found) == 1
    assert set(found[0]) == FIELDS
    assert (found[0]["status"], found[0]["description"], found[0]["lat"]) == ("open", "", None)
    assert dt.datetime.fromisoformat(found[0]["requested_datetime"]).tzinfo is not None
    clerk = town_officer()
    task = answered(voice, clerk)
    clerk.post(f"/office/tasks/{task.pk}/publish/", {"summary": "电线断了", "answer": "已经接好"})
    told = client.get(f"{V2}/requests/{voice.number}.json").json()[0]
    assert (told["status"], told["description"], told["service_notice"]) == (
        "closed",
        "电线断了",
        "已经接好",
    )
    root = ET.fromstring(client.get(f"{V2}/requests.xml").content)
    assert root.tag == "service_requests"
    assert root.find("request/service_request_id").text == voice.number


def test_a_complaint_is_not_listed(client):
    voice, _code = said(kind="conduct", words="窗口让我跑了三趟")
    assert client.get(f"{V2}/requests.json").json() == []
    assert client.get(f"{V2}/requests/{voice.number}.json").status_code == 404


def test_filters(client):
    first, second = said()[0], said(kind="water", words="自来水停了两天")[0]
    Voice.objects.filter(pk=first.pk).update(said_at=timezone.now() - dt.timedelta(days=100))
    answered(second, town_officer())

    def numbers(**query):
        return [
            row["service_request_id"] for row in client.get(f"{V2}/requests.json", query).json()
        ]

    assert numbers() == [second.number]
    assert numbers(status="open") == []
    assert numbers(status="open,closed", service_code="water") == [second.number]
    both = f"{first.number},{second.number}"
    assert set(numbers(service_request_id=both, status="open")) == {first.number, second.number}
    start = (timezone.now() - dt.timedelta(days=120)).isoformat()
    assert numbers(start_date=start) == [first.number]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"status": "half"}, 400),
        ({"start_date": "yesterday"}, 400),
        ({"start_date": "2027-01-01"}, 400),
        ({"start_date": "2027-01-01T00:00:00"}, 400),
        ({"start_date": "9999-12-31T23:59:59-12:00"}, 400),
        ({"end_date": "0001-01-01T00:00:00Z"}, 400),
        ({"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-12-01T00:00:00Z"}, 400),
        ({"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"}, 400),
        ({"service_code": "none"}, 404),
        ({"service_request_id": ",".join(["1"] * 60)}, 400),
    ],
)
def test_wrong_questions(client, query, status):
    answer = client.get(f"{V2}/requests.json", query)
    assert answer.status_code == status
    assert answer.json()[0]["code"] == str(status)


def test_formats_methods_and_numbers_that_are_none(client):
    assert client.get(f"{V2}/services.csv").status_code == 404
    assert client.delete(f"{V2}/requests.json").status_code == 405
    assert client.get(f"{V2}/requests/abc.json").status_code == 404
    assert ET.fromstring(client.get(f"{V2}/requests/abc.xml").content)[0].tag == "error"
    assert client.get("/open311/discovery.json").json()["endpoints"][0]["formats"]


def test_calls_are_counted(client, settings):
    settings.API_CALLS_A_MINUTE = 2
    statuses = [client.get(f"{V2}/services.json").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_a_signed_in_session_does_not_name_the_request(client):
    from tests.people import resident
    from zhaohui.county.registry.models import Person

    client.force_login(resident(Person.objects.order_by("pk").first()))
    assert post(client).status_code == 201
    assert Voice.objects.get().person_id is None
