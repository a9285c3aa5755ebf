"""一件事 from the list to the joint answer: a birth online, a business over the counter, the office's figures."""

from __future__ import annotations

import pytest

from tests.county.cases.bundling import (
    applied,
    at_the_choice,
    cases_of,
    chosen,
    family,
    fill_in,
    send,
)
from tests.county.cases.deciding import in_review, propose, signed_in, step, town_officer
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer, resident
from zhaohui.county.cases.models import BundleApplication, Case, Decision
from zhaohui.county.entitlements.models import Holding
from zhaohui.county.registry.seals import registry_seals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def decide(case: Case, town, desk, **fields) -> None:
    in_review(case, town)
    wanted = {"rule": the_pack().item(case.item).rules[0], "words": "核对一致"} | fields
    answer = propose(town, case, **wanted)
    assert answer.status_code == 302, read(answer).text[:1500]
    assert step(desk, case, "approve").status_code == 302


def desk_of():
    return signed_in(officer("department-officer", the_pack().code, name="approver"))


@pytest.mark.requirement("R290")
def test_a_birth_is_told_once_split_to_five_desks_and_answered_as_one(client):
    assert "/bundles/birth/" in read(client.get("/bundles/")).links
    assert client.get("/bundles/birth/start/").status_code == 302  # sign in first
    mother, child = family()
    herself = signed_in(resident(mother))
    assert "一起申请" in read(herself.get("/bundles/birth/start/")).text
    done = send(herself, "/bundles/birth/")
    application = BundleApplication.objects.get()
    assert done["Location"] == f"/me/bundles/{application.pk}/"
    cases = cases_of(application)
    assert len(cases) == 5
    town, desk = town_officer(cases["vaccination"]), desk_of()
    assert herself.get(f"/me/bundles/{application.pk}/answer/").status_code == 404  # not yet
    for item, case in cases.items():
        if item == "maternity-allowance":
            step(town, case, "not_accept", reason="not-this-item", words="没有参加生育保险")
        else:
            decide(case, town, desk)
    page = read(herself.get(f"/me/bundles/{application.pk}/"))
    assert "都有答复了" in page.text
    answer = read(herself.get(f"/me/bundles/{application.pk}/answer/")).text
    for case in cases.values():
        assert case.item_name in answer
    assert "没有参加生育保险" in answer
    assert "等送达" not in answer
    for decision in Decision.objects.all():
        assert decision.letter_number in answer
        assert herself.get(f"/me/cases/{decision.case_id}/letter/").content.startswith(b"%PDF")
    states = {case.state for case in Case.objects.exclude(item="maternity-allowance")}
    assert states == {"delivered"}  # opening the joint answer is receiving each
    assert Holding.objects.get(rule="childcare-subsidy").person_id == child.pk


@pytest.mark.requirement("R227")
def test_a_business_over_the_counter_of_one_window_then_looked_up_by_one_number(client):
    mother, *_ = family()
    registry_seals()
    window = signed_in(officer("window-clerk", mother.village[:9]))
    base = f"/office/bundles/new/{mother.pk}/business/"
    assert f"{base}form/" in read(window.get(f"/office/cases/new/{mother.pk}/")).links
    last, _asked = fill_in(window, f"{base}form/")
    on = window.post(f"{base}form/", {"state": last.inputs["state"], "submit": "1"})
    page = read(window.get(on["Location"]))
    form = {"version": page.inputs["version"], "chosen": chosen(page)}
    receipt = read(window.get(window.post(on["Location"], form)["Location"]))
    application = BundleApplication.objects.get()
    assert "收件回执" in receipt.text
    assert "还没有公布" in receipt.text  # the start-up subsidy is a draft: said, not hidden
    assert application.channel == "window"
    cases = cases_of(application)
    assert set(cases) == {"job-guidance", "job-registration", "startup-loan"}
    assert cases["startup-loan"].state == "waiting"
    roles = {party.role for party in cases["job-guidance"].parties.all()}
    assert roles == {"applicant", "taker"}
    last_four = registry_seals().identity.open(bytes(mother.identity_sealed))[-4:]
    found = read(client.post("/status/", {"number": application.number, "last": last_four}))
    assert "创业一件事" in found.text
    assert "等前一项办完" in found.text
    assert mother.name not in found.text
    assert "一次性创业补贴" not in found.text  # what was left out is hers to know
    wrong = client.post("/status/", {"number": application.number, "last": "0000"})
    assert wrong.status_code == 400
    neighbour = next(town.code for town in the_pack().towns if town.code != mother.village[:9])
    stranger = signed_in(officer("window-clerk", neighbour, name="next"))
    for address in ("", "receipt/"):
        assert stranger.get(f"/office/bundles/{application.pk}/{address}").status_code == 404
    assert stranger.get(f"{base}form/").status_code == 404
    assert window.get(f"/office/bundles/{application.pk}/receipt/").status_code == 200


@pytest.mark.requirement("R283")
def test_what_is_spared_is_compared_and_what_nobody_set_is_not(client):
    page = read(client.get("/bundles/birth/"))
    items = [item for item in the_pack().items if "birth" in item.bundles]
    apart = sum(sum(not m.shared for m in item.materials) for item in items)
    once = len({m.id for item in items for m in item.materials if not m.shared})
    assert once < apart
    assert f"交材料（份） {apart} {once}" in page.text
    steps = [len(item.steps) for item in items]
    assert f"{sum(steps)} {max(steps)}" in page.text
    assert "5 个事项还没有登记承诺时限，不能比" in page.text
    mother, *_ = family()
    application = applied("birth", mother)
    assert application.materials_once < application.materials_apart


@pytest.mark.requirement("R295")
def test_one_intake_and_one_page_that_says_what_is_late(django_assert_max_num_queries):
    mother, *_ = family()
    application = applied("birth", mother)
    case = cases_of(application)["vaccination"]
    Case.objects.filter(pk=case.pk).update(accept_by=case.submitted_on.replace(year=2025))
    town = town_officer(case)
    with django_assert_max_num_queries(20):
        page = read(town.get("/office/bundles/"))
    assert "出生一件事 1 5 1 0 —" in page.text
    assert "/office/cases/?bundle=birth" in page.links
    listed = read(town.get("/office/cases/?bundle=birth")).text
    assert case.subject.name in listed
    assert case.subject.name not in read(town.get("/office/cases/?bundle=work")).text
    neighbour = next(t.code for t in the_pack().towns if t.code != case.area[:9])
    stranger = signed_in(officer("town-officer", neighbour, name="next"))
    assert "出生一件事 0 0 0 0 —" in read(stranger.get("/office/bundles/")).text
    one = read(town.get(f"/office/cases/{case.pk}/"))
    assert "属于一件事" in one.text
    assert f"/office/bundles/{application.pk}/" in one.links


@pytest.mark.requirement("R296")
def test_the_share_of_items_online_is_shown_by_domain_with_those_that_are_not():
    town = signed_in(officer("town-officer", the_pack().towns[0].code))
    page = read(town.get("/office/bundles/"))
    published = [item for item in the_pack().items if item.state == "published"]
    online = [item for item in published if "online" in item.channels]
    share = f"{len(online) / len(published) * 100:.1f}%"
    assert f"合计 {len(published)} {len(online)} {share}" in page.text
    for item in published:
        assert (item.title in page.text) == ("online" not in item.channels)


def test_where_the_county_has_no_item_the_page_says_whose_it_is(client):
    page = read(client.get("/bundles/death/"))
    assert "现在不能在这里一次办" in page.text
    assert "户口注销（公安）" in page.text
    assert client.get("/bundles/nothing/").status_code == 404


def test_a_helper_applies_for_whom_she_helps_and_the_giver_reads_it():
    from tests.people import helper

    mother, *_ = family()
    friend = signed_in(helper(mother))
    address = at_the_choice(friend, f"/bundles/for/{mother.pk}/birth/")
    page = read(friend.get(address))
    done = friend.post(address, {"version": page.inputs["version"], "chosen": chosen(page)})
    assert done.status_code == 302
    case = cases_of(BundleApplication.objects.get())["vaccination"]
    assert {party.role for party in case.parties.all()} == {"applicant", "agent", "helper"}
    herself = signed_in(resident(mother, "herself"))
    for client in (friend, herself):
        assert client.get(done["Location"]).status_code == 200
