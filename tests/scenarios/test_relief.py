"""急难: somebody met without papers or away from home, help before the decision, and who she was after all."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.county.cases.deciding import (
    case_at_window,
    department_officer,
    in_review,
    propose,
    signed_in,
    step,
)
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.models import Case, Inquiry, Relief
from zhaohui.county.entitlements.models import Award, Holding
from zhaohui.county.payments.plan import plan_run
from zhaohui.county.registry.actions.write_snapshot import write_snapshot
from zhaohui.county.registry.met import is_unknown
from zhaohui.county.registry.models import Encounter, Person, Provisional
from zhaohui.county.registry.seals import registry_seals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
ITEM = "temporary-assistance"
TOWNS = [town.code for town in the_pack().towns]
HERE, THERE = TOWNS[:2]
WORDS = "模拟：客车翻在路边，身上没有钱也没有证件，穿灰色外套"


def met(client, **fields):
    """Take somebody in at the place where it happened."""
    return client.post("/office/cases/met/", {"item": ITEM, "area": HERE, "words": WORDS, **fields})


def case_of_met(client, **fields) -> Case:
    found = met(client, **fields)
    assert found.status_code == 302, read(found).text
    return case_at_window(client, found["Location"], answer="是")


def give(client, case, **fields):
    wanted = {"did": "give", "reason": "no-means-today", "amount": "300", "words": "现金，当面签收"}
    answer = client.post(f"/office/cases/{case.pk}/relief/", wanted | fields)
    case.refresh_from_db()
    return answer


def officers():
    """The town's officer where it happened, the neighbour's, and a department's."""
    here = signed_in(officer("town-officer", HERE, name="here"))
    return here, signed_in(officer("town-officer", THERE, name="there")), department_officer()


def of_elsewhere(name: str = "") -> tuple[Person, str]:
    """Return a registered person whose home is in the neighbour's town, and her number."""
    person = Person.objects.exclude(identity_sealed=None).order_by("pk").first()
    Person.objects.filter(pk=person.pk).update(town=THERE, village=None, name=name or person.name)
    number = registry_seals().identity.open(bytes(person.identity_sealed))
    return Person.objects.get(pk=person.pk), number


@pytest.mark.requirement("R147")
def test_help_first_for_somebody_without_papers_then_the_decision_less_that():
    here, there, department = officers()
    before = write_snapshot().persons
    case = case_of_met(here, sex="男", year="1970")
    person = case.subject
    noted = Provisional.objects.get()
    assert (person.name, person.identity_sealed, person.birth_date) == ("无名氏", None, None)
    assert (noted.birth_year, noted.description) == (1970, WORDS)
    assert case.area == HERE
    page = read(here.get(f"/office/cases/{case.pk}/"))
    assert "身份待核实" in page.text
    assert there.get(f"/office/cases/{case.pk}/").status_code == 404
    assert write_snapshot().persons == before  # no part of the population
    other = here.get(f"/office/cases/new/{person.pk}/minimum-living/form/")
    assert other.status_code == 404  # only what needs no papers

    assert give(here, case, reason="").status_code == 400
    assert give(here, case, amount="").status_code == 400
    assert give(there, case).status_code == 404
    assert give(here, case).status_code == 302
    relief = Relief.objects.get()
    assert relief.needs_second  # nobody has said how much one officer may give
    assert give(here, case).status_code == 409  # once
    in_review(case, here)
    wanted = {"rule": ITEM, "words": "核实遭遇车祸，身无分文", "amount": "800"}
    assert "还在等另一位" in propose(here, case, **wanted).content.decode()
    own = here.post(f"/office/cases/{case.pk}/relief/", {"did": "confirm"})
    assert own.status_code == 404  # the town may not approve
    assert case.subject.name in read(department.get("/office/cases/?relief=waiting")).text
    assert give(department, case, did="confirm").status_code == 302
    relief.refresh_from_db()
    assert relief.is_given

    assert propose(here, case, **wanted).status_code == 302
    assert step(department, case, "approve").status_code == 302
    award = Award.objects.get()
    assert award.amount_fen == 50_000  # 800 less the 300 that she has
    page = read(here.get(f"/office/cases/{case.pk}/"))
    assert "先行救助" in page.text
    line = plan_run(the_pack(), ITEM, county_today().replace(day=1)).lines
    assert [(each.person, each.amount_fen) for each in line] == [(person.pk, 50_000)]
    told = Entry.objects.filter(subject_id=str(person.pk)).values_list("action", flat=True)
    assert {"case.take_in", "case.handle", "case.approve"} <= set(told)


def test_one_officer_gives_alone_up_to_what_the_county_filled_in(
    django_capture_on_commit_callbacks,
):
    here, _there, department = officers()
    case = case_of_met(here)
    given = {
        "area": the_pack().code,
        "start": county_today().isoformat(),
        "value": "500",
        "unit_ok": "on",
        "title": "模拟文件",
        "address": "https://www.example.gov.cn/1",
        "published": "2024-06",
        "read_in": "original",
        "words": "模拟：一位工作人员可以先救助五百元",
        "save": "on",
    }
    place = department.post("/office/parameters/先行救助限额/propose/", given)["Location"]
    reviewer = signed_in(officer("reviewer", the_pack().code, name="reviewer"))
    with django_capture_on_commit_callbacks(execute=True):
        reviewer.post(f"{place}approve/", {"compared": "on", "answer": "相符"})
    assert give(here, case, amount="500").status_code == 302
    assert not Relief.objects.get().needs_second
    other = case_of_met(here, words="模拟：同一辆车上的另一位，穿红色外套")
    assert give(here, other, amount="500.01").status_code == 302
    assert Relief.objects.get(case=other).needs_second


def test_the_paperwork_is_overdue_until_it_is_decided():
    here, there, _department = officers()
    case = case_of_met(here)
    give(here, case)
    assert "没有办件" in read(here.get("/office/cases/?relief=overdue")).text
    Relief.objects.update(papers_by=county_today() - dt.timedelta(days=1))
    assert "无名氏" in read(here.get("/office/cases/?relief=overdue")).text
    assert "补手续超期" in read(here.get(f"/office/cases/{case.pk}/")).text
    assert "无名氏" not in read(there.get("/office/cases/?relief=overdue")).text
    assert "先行救助，补手续超期的" in read(here.get("/office/")).text


@pytest.mark.requirement("R155")
def test_the_place_where_it_happened_handles_it_and_asks_her_home():
    here, there, department = officers()
    person, number = of_elsewhere()
    assert here.get(f"/office/cases/new/{person.pk}/").status_code == 404
    wrong = met(here, number=number, name="模拟别人")
    assert "对不上" in read(wrong).text
    assert not Encounter.objects.exists()
    case = case_of_met(here, number=number, name=person.name)
    assert (case.subject_id, case.area) == (person.pk, HERE)
    assert not Provisional.objects.exists()
    # For this item alone, and not for her file.
    assert here.get(f"/office/cases/new/{person.pk}/minimum-living/form/").status_code == 404
    assert here.get(f"/office/people/{person.pk}/").status_code == 404
    assert there.get(f"/office/cases/{case.pk}/").status_code == 404  # her home only answers
    asked = here.post(f"/office/cases/{case.pk}/ask/", {"question": "家里几口人，有没有人能来接"})
    assert asked.status_code == 302
    letter = Inquiry.objects.get()
    assert person.name in read(there.get("/office/inquiries/?state=waiting")).text
    page = read(there.get(f"/office/inquiries/{letter.pk}/"))
    assert "家里几口人" in page.text
    assert f"/office/cases/{case.pk}/" not in page.links
    third = signed_in(officer("town-officer", TOWNS[2], name="third"))
    assert third.get(f"/office/inquiries/{letter.pk}/").status_code == 404
    own = here.post(f"/office/inquiries/{letter.pk}/", {"answer": "自己回复自己"})
    assert own.status_code == 404
    there.post(f"/office/inquiries/{letter.pk}/", {"answer": "家里两口人，儿子明天来接"})
    assert "儿子明天来接" in read(here.get(f"/office/cases/{case.pk}/")).text
    in_review(case, here)
    propose(here, case, rule=ITEM, words="核实遭遇车祸，身无分文", amount="200")
    assert step(department, case, "approve").status_code == 302


def test_only_for_an_emergency_in_ones_own_area():
    here, _there, _department = officers()
    person, number = of_elsewhere()
    assert met(here, area=THERE).status_code == 404
    assert met(here, item="old-age-allowance", number=number, name=person.name).status_code == 400
    assert met(here, item="old-age-allowance").status_code == 400
    assert met(here, number="510811197001011234").status_code == 400  # no such number
    assert met(here, year="1770").status_code == 400
    assert met(here, words="").status_code == 400
    assert not Encounter.objects.exists()
    assert not Provisional.objects.exists()


def test_who_she_is_takes_two_officers_and_moves_what_was_not_paid():
    here, there, department = officers()
    case = case_of_met(here)
    in_review(case, here)
    propose(here, case, rule=ITEM, words="核实遭遇车祸，身无分文", amount="200")
    step(department, case, "approve")
    unknown, (known, number) = case.subject_id, of_elsewhere()
    address = f"/office/cases/met/{unknown}/"
    card = {"did": "name", "number": number, "name": known.name, "words": "派出所核对指纹"}
    assert there.get(address).status_code == 404
    assert here.get(f"/office/cases/met/{known.pk}/").status_code == 404
    assert "登记库里没有" in read(here.post(address, card | {"name": "模拟别人"})).text
    assert here.post(address, card).status_code == 302
    assert is_unknown(unknown)
    noted = Provisional.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Provisional.objects.update(linked_by=noted.named_by)
    assert here.post(address, {"did": "confirm"}).status_code == 404
    assert known.name in read(department.get(address)).text
    assert department.post(address, {"did": "confirm"}).status_code == 302
    case.refresh_from_db()
    assert (case.subject_id, case.people) == (known.pk, [known.pk])
    assert Holding.objects.get(rule=ITEM).person_id == known.pk
    assert not is_unknown(unknown)
    assert here.get(address).status_code == 404  # the row lies nowhere any more
    assert here.get(f"/office/cases/{case.pk}/").status_code == 200


def test_an_encounter_reaches_her_for_a_week():
    here, _there, _department = officers()
    person, number = of_elsewhere()
    form = met(here, number=number, name=person.name)["Location"]
    assert here.get(form).status_code == 200
    Encounter.objects.update(noted_at="2020-01-01T00:00Z")
    assert here.get(form).status_code == 404
