"""Another office's system: what its key opens, what it hands in, what it reads; nothing of anybody else."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.county.cases.deciding import (
    ALLOWANCE,
    applied,
    department_officer,
    in_review,
    item_of,
    old_woman,
    propose,
    step,
    town_officer,
)
from tests.county.small_county import the_pack
from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.issue_api_key import issue_api_key
from zhaohui.county.accounts.actions.revoke_api_key import revoke_api_key
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import ApiKey
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases import partner_queries
from zhaohui.county.cases.models import Case, PartnerCase
from zhaohui.county.registry.seals import registry_seals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
PDF = b"%PDF-1.7 x"


@pytest.fixture(autouse=True)
def _no_calls_before():
    cache.clear()


@pytest.fixture
def person():
    return old_woman()


def key_for(area: str, *, name: str = "模拟系统", **more) -> dict[str, str]:
    """Return the header of a new key."""
    _, text = issue_api_key(the_pack(), name=name, department="模拟单位", area=area, **more)
    return {"HTTP_AUTHORIZATION": f"Bearer {text}"}


@pytest.fixture
def key(person):
    return key_for(the_pack().code)


def identity_of(person) -> str:
    return registry_seals().identity.open(bytes(person.identity_sealed))


def application(person, **more):
    return {
        "reference": "A-1",
        "item": item_of(ALLOWANCE),
        "identity_number": identity_of(person),
        "consent": {"given_on": county_today().isoformat(), "evidence": "模拟档案 2026-17"},
        "answers": [{"name": "联系电话", "value": "0839-1234567"}],
    } | more


def send(client, person, key, **more):
    body = json.dumps(application(person, **more))
    return client.post("/api/v1/cases", body, content_type="application/json", **key)


def test_a_consented_application_becomes_a_case_once(client, person, key):
    made = send(client, person, key)
    assert made.status_code == 201, made.content.decode()
    told = made.json()
    case = Case.objects.get(number=told["number"])
    assert (case.channel, case.subject_id, told["state"]) == ("api", person.pk, "submitted")
    again = send(client, person, key)
    assert (again.status_code, again.json()["number"]) == (200, told["number"])
    assert Case.objects.count() == 1
    row = PartnerCase.objects.get()
    assert (row.reference, row.consent) == ("A-1", "模拟档案 2026-17")
    actions = Entry.objects.filter(subject_id=str(person.pk)).values_list("action", flat=True)
    assert "case.take_in" in set(actions)
    assert identity_of(person) not in made.content.decode()


def test_another_reference_for_the_same_item_is_refused(client, person, key):
    send(client, person, key)
    answer = send(client, person, key, reference="A-2")
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"consent": {"given_on": "2999-01-01", "evidence": "模拟档案"}}, 400),
        ({"consent": {"given_on": "2020-01-01", "evidence": "模拟档案"}}, 400),
        ({"answers": []}, 400),  # how is she to be reached?
        ({"answers": [{"name": "联系电话", "value": "12"}]}, 400),
        ({"item": "no-such-item"}, 404),
        ({"identity_number": "110101199003070000"}, 404),
        ({"identity_number": "1"}, 422),
        ({"surprise": 1}, 422),
    ],
)
def test_what_can_not_be_used_makes_no_case(client, person, key, more, status):
    answer = send(client, person, key, **more)
    assert answer.status_code == status, answer.content.decode()
    assert answer.json()["status"] == status
    assert not Case.objects.exists()
    assert not PartnerCase.objects.exists()


def test_without_a_key_or_with_a_dead_one_nothing_opens(client, person, key):
    assert send(client, person, {}).status_code == 401
    assert send(client, person, {})["WWW-Authenticate"].startswith("Bearer")
    assert send(client, person, {"HTTP_AUTHORIZATION": "Bearer zh_guessed"}).status_code == 401
    ended = key_for(the_pack().code, until=county_today() - dt.timedelta(days=1))
    assert send(client, person, ended).status_code == 401
    assert send(client, person, key).status_code == 201
    revoke_api_key(ApiKey.objects.order_by("pk").first().prefix)
    assert send(client, person, key).status_code == 401


def test_the_key_is_not_kept(key):
    text = key["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    row = ApiKey.objects.get()
    assert text.startswith(row.prefix)
    assert text not in json.dumps([row.key_hash, row.prefix])
    assert Entry.objects.filter(action="api.key_issue").count() == 1


def test_a_key_for_the_town_next_door_finds_nobody(client, person):
    town = next(row.code for row in the_pack().towns if row.code != person.village[:9])
    assert send(client, person, key_for(town)).status_code == 404
    assert not Case.objects.exists()


def test_a_key_that_only_reads_submits_nothing(client, person):
    only = key_for(the_pack().code, actions=("case.read",))
    assert send(client, person, only).status_code == 403


def test_a_key_gets_no_more_than_the_policy_gives_partners():
    with pytest.raises(AccountError, match="does not give partners"):
        issue_api_key(
            the_pack(), name="x", department="y", area=the_pack().code, actions=("case.approve",)
        )
    with pytest.raises(AccountError, match="no such area"):
        issue_api_key(the_pack(), name="x", department="y", area="110105")


def test_a_system_reads_only_what_it_handed_in(client, person, key):
    number = send(client, person, key).json()["number"]
    other = key_for(the_pack().code, name="另一个系统")
    for path in (f"/api/v1/cases/{number}", f"/api/v1/cases/{number}/decision"):
        assert client.get(path, **other).status_code == 404
    assert client.get("/api/v1/changes", **other).json()["changes"] == []
    assert client.get(f"/api/v1/cases/{number}", **key).json()["reference"] == "A-1"
    again = key_for(the_pack().code)  # one more key of the same system
    assert client.get(f"/api/v1/cases/{number}", **again).status_code == 200


def test_a_case_of_the_portal_is_nobody_s(client, person, key):
    case = applied(person)
    assert client.get(f"/api/v1/cases/{case.number}", **key).status_code == 404


def test_changes_are_told_in_order_and_go_on_from_the_cursor(client, person, key, monkeypatch):
    monkeypatch.setattr(partner_queries, "SETTLED", dt.timedelta(0))
    send(client, person, key)
    case = Case.objects.get()
    in_review(case, town_officer(case))
    first = client.get("/api/v1/changes?limit=2", **key).json()
    assert [each["step"] for each in first["changes"]] == ["submit", "accept"]
    assert first["more"]
    rest = client.get(f"/api/v1/changes?after={first['next']}", **key).json()
    assert [each["after"] for each in rest["changes"]] == ["in_review"]
    assert not rest["more"]
    empty = client.get(f"/api/v1/changes?after={rest['next']}", **key).json()
    assert (empty["changes"], empty["next"]) == ([], rest["next"])


def test_what_has_just_happened_waits(client, person, key):
    send(client, person, key)
    assert client.get("/api/v1/changes", **key).json()["changes"] == []


def test_a_decision_comes_with_its_letter_and_the_letter_can_be_checked(client, person, key):
    number = send(client, person, key).json()["number"]
    case = Case.objects.get()
    assert client.get(f"/api/v1/cases/{number}/decision", **key).status_code == 404
    clerk = town_officer(case)
    propose(clerk, in_review(case, clerk))
    step(department_officer("approver"), case, "approve")
    told = client.get(f"/api/v1/cases/{number}/decision", **key).json()
    assert (told["outcome"], told["rule"]) == ("grant", ALLOWANCE)
    assert told["amount_fen"] > 0
    letter = {"number": told["letter_number"], "code": told["letter_code"]}
    said = Client().post("/api/v1/letters/check", letter, content_type="application/json").json()
    assert (said["is_ours"], said["holds"]) == (True, True)
    letter["code"] = "0000 0000 0000 0000"
    said = Client().post("/api/v1/letters/check", letter, content_type="application/json").json()
    assert said == {"is_ours": False, "decided_on": None, "holds": None}


def test_a_file_is_taken_by_what_it_is(client, person, key):
    number = send(client, person, key).json()["number"]
    address = f"/api/v1/cases/{number}/materials"

    def upload(content, **more):
        file = SimpleUploadedFile("证明.pdf", content)
        return client.post(address, {"document": "id-card", "file": file}, **{**key, **more})

    assert upload(PDF).json()["kind"] == "application/pdf"
    assert upload(b"MZ program").status_code == 400
    assert client.post(address, {"document": "id-card"}, **key).status_code == 422
    assert client.post(address, "{}", content_type="application/json", **key).status_code == 415
    in_review(Case.objects.get(), town_officer(Case.objects.get()))
    assert upload(PDF).status_code == 409


def test_items_and_the_check_need_no_key(client):
    items = client.get("/api/v1/items").json()["items"]
    assert len(items) > 50
    full = client.get(f"/api/v1/items/{item_of(ALLOWANCE)}").json()
    assert "出生日期" in {each["name"] for each in full["asks"]}
    assert client.get("/api/v1/items/nothing").status_code == 404
    household = {
        "members": [{"出生日期": "1930-01-01", "户籍区划": f"{the_pack().code}100001"}],
        "explain": [ALLOWANCE],
    }
    told = client.post("/api/v1/check", household, content_type="application/json").json()
    finding = next(row for row in told["findings"] if row["rule"] == ALLOWANCE)
    assert finding["told"]
    assert told["questions"]


def test_too_many_calls_are_asked_to_wait(client, settings):
    settings.API_CALLS_A_MINUTE = 2
    answers = [client.get("/api/v1/items") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"


def test_what_is_refused_before_a_call_is_json_too(client):
    for answer, status in (
        (client.get("/api/v1/nothing"), 404),
        (client.put("/api/v1/items"), 405),
        (client.post("/api/v1/check", "{", content_type="application/json"), 422),
        (client.post("/api/v1/check", "x", content_type="multipart/form-data; boundary=y"), 415),
        (client.post("/api/v1/check", "x", content_type="multipart/form-data"), 400),
    ):
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status
    assert client.put("/api/v1/items")["Allow"] == "GET"


def test_the_page_lists_every_call(client):
    document = client.get("/api/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    page = client.get("/api/").content.decode()
    assert all(path in page for path in document["paths"])
