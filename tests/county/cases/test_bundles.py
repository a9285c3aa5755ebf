"""一件事: all or none, once; what is asked once; what waits and goes on; who sees what."""

from __future__ import annotations

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.county.cases.bundling import (
    HERE,
    applied,
    at_the_choice,
    born,
    cases_of,
    chosen,
    family,
    send,
)
from tests.county.cases.deciding import in_review, propose, signed_in, step, town_officer
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import actor, officer, resident, user
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.actions.submit_bundle import Sent, submit_bundle
from zhaohui.county.cases.bundle_plan import plan
from zhaohui.county.cases.models import BundleApplication, BundlePart, Case, Material, Skip
from zhaohui.county.cases.proposal import proposals
from zhaohui.county.cases.queries import visible_to
from zhaohui.county.cases.states import OWN
from zhaohui.county.entitlements.models import Holding, HoldingList
from zhaohui.county.forms.answers import UNKNOWN
from zhaohui.county.forms.errors import ChangedElsewhere
from zhaohui.county.forms.flow import following, questions
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.queries import sitting_for
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def birth():
    """Return the mother, her child and the address of the birth bundle, herself signed in."""
    mother, child = family()
    return mother, child, signed_in(resident(mother))


def test_one_application_becomes_a_case_an_item_each_for_whom_it_is():
    mother, child, client = birth()
    send(client, "/bundles/birth/")
    application = BundleApplication.objects.get()
    subjects = {item: case.subject_id for item, case in cases_of(application).items()}
    assert subjects.pop("maternity-allowance") == mother.pk
    assert set(subjects) == {"childcare-subsidy", "resident-medical", "vaccination", "child-health"}
    assert set(subjects.values()) == {child.pk}
    case = cases_of(application)["vaccination"]
    roles = {party.role: party.person_id for party in case.parties.all()}
    assert roles == {"applicant": child.pk, "agent": mother.pk}
    assert case.answers_sealed
    assert Entry.objects.filter(action="case.own", subject_id=str(child.pk)).exists()


def test_sent_twice_it_is_one_application():
    _mother, _child, client = birth()
    address = at_the_choice(client, "/bundles/birth/")
    page = read(client.get(address))
    form = {"version": page.inputs["version"], "chosen": chosen(page)}
    first, second = client.post(address, form), client.post(address, form)
    assert first["Location"] == second["Location"]
    assert BundleApplication.objects.count() == 1
    assert Case.objects.count() == 5


def test_it_is_all_or_none():
    mother, child, client = birth()
    at_the_choice(client, "/bundles/birth/")
    draft = Draft.objects.get()
    sitting = sitting_for("bundle-birth", "application", person_id=mother.pk)
    keys = ["maternity-allowance.0", "child-health.1"]
    Person.objects.filter(pk=child.pk).delete()  # in that very moment
    with pytest.raises(ChangedElsewhere):
        submit_bundle(
            actor(mother.user), draft.pk, sitting, Sent(version=draft.version, chosen=keys)
        )
    draft.refresh_from_db()
    assert draft.submitted_at is None
    assert not Case.objects.exists()
    assert not BundleApplication.objects.exists()


def test_a_file_is_stored_once_and_each_item_that_asks_for_it_has_it():
    _mother, _child, client = birth()
    address = at_the_choice(client, "/bundles/birth/")
    file = SimpleUploadedFile("出生证.pdf", b"%PDF-1.7 x")
    form = {"document": "birth-certificate", "file": file}
    assert client.post("/bundles/birth/files/", form).status_code == 302
    file = SimpleUploadedFile("身份证.pdf", b"%PDF-1.7 y")
    assert client.post("/bundles/birth/files/", {"document": "id-card", "file": file})
    page = read(client.get(address))
    client.post(address, {"version": page.inputs["version"], "chosen": chosen(page)})
    cases = cases_of(BundleApplication.objects.get())
    wanted = [
        item.name
        for item in the_pack().items
        if item.name in cases and any(m.id == "birth-certificate" for m in item.materials)
    ]
    assert wanted
    having = Material.objects.filter(document="birth-certificate", case__isnull=False)
    assert sorted(having.values_list("case__item", flat=True)) == sorted(wanted)
    assert having.values("folder", "digest").distinct().count() == 1
    assert Material.objects.filter(document="id-card", case__isnull=False).count() == len(cases)


def test_what_is_open_or_held_is_said_and_not_applied_for_again():
    _mother, child, client = birth()
    first = send(client, "/bundles/birth/", only=["vaccination.1"])
    assert first.status_code == 302
    held = HoldingList.objects.create(
        rule="childcare-subsidy",
        department="卫健",
        as_of=county_today(),
        content_hash="x",
        rows=1,
        is_synthetic=True,
    )
    Holding.objects.create(rule="childcare-subsidy", person_id=child.pk, holding_list=held)
    address = at_the_choice(client, "/bundles/birth/")
    page = read(client.get(address))
    assert "已经在办" in page.text
    assert "已经享受" in page.text
    assert not {"vaccination.1", "childcare-subsidy.1"} & set(chosen(page))
    client.post(address, {"version": page.inputs["version"], "chosen": chosen(page)})
    last = BundleApplication.objects.order_by("-pk").first()
    skips = dict(last.parts.filter(case=None).values_list("item", "skip"))
    assert skips == {"vaccination": Skip.OPEN, "childcare-subsidy": Skip.HELD}
    assert Case.objects.filter(item="vaccination").count() == 1


def test_nothing_chosen_is_said_and_the_draft_is_kept():
    _mother, _child, client = birth()
    answer = send(client, "/bundles/birth/", only=[])
    assert answer.status_code == 400
    assert "没有选要办的事项" in answer.content.decode()
    assert Draft.objects.get().submitted_at is None
    assert not Case.objects.exists()


def test_without_a_child_on_record_the_page_says_so_and_only_the_mothers_item_goes():
    (mother,) = family(1)
    client = signed_in(resident(mother))
    page = read(client.get("/bundles/birth/start/"))
    assert "家里没有登记的对象" in page.text
    send(client, "/bundles/birth/")
    assert set(cases_of(BundleApplication.objects.get())) == {"maternity-allowance"}


def test_an_account_that_is_bound_to_nobody_is_led_to_binding():
    page = read(signed_in(user("unbound")).get("/bundles/birth/start/"))
    assert "绑定本人" in page.text
    assert "/bundles/birth/form/" not in page.links


def test_an_adult_of_the_home_does_not_become_anybodys_case():
    mother, other = family()
    Person.objects.filter(pk=other.pk).update(has_disability_certificate=True, birth_date=born(40))
    sitting = sitting_for("bundle-disability", "application", person_id=mother.pk)
    rows = plan(sitting, sitting.begin(), sitting.bundle)
    assert {row.person for row in rows} == {mother.pk}


def test_what_she_states_makes_nobody_a_minor():
    mother, other = family()
    Person.objects.filter(pk=other.pk).update(birth_date=None)
    sitting = sitting_for("bundle-birth", "application", person_id=mother.pk)
    answers = sitting.begin()
    answers.members[1]["出生日期"] = county_today().isoformat()
    rows = plan(sitting, answers, sitting.bundle)
    assert {row.person for row in rows} == {mother.pk}


@pytest.mark.parametrize("code", ["birth", "school", "work", "business", "disability", "hardship"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_form_asks_no_fact_of_anybody_twice(code, seed):
    draw = random.Random(f"{code}{seed}")
    mother, *_others = family(3)
    for each in Person.objects.filter(living_id=mother.living_id).exclude(pk=mother.pk):
        Person.objects.filter(pk=each.pk).update(birth_date=born(draw.choice([0, 5, 9, 16])))
    sitting = sitting_for(f"bundle-{code}", "application", person_id=mother.pk)
    answers, seen = sitting.begin(), set()
    known = {(place, name) for place, name in sitting.known}
    for _ in range(200):
        page = sitting.sheet.page(answers.step)
        if page is None:
            break
        asked = questions(sitting, answers, page)
        for question in asked:
            pair = (question.member, question.entry.key)
            assert pair not in seen, pair
            assert pair not in known, pair
            seen.add(pair)
            fact = question.entry.fact
            choices = [UNKNOWN, *fact.values] if fact.type == "enum" else [UNKNOWN, "是", "否"]
            text = draw.choice(choices if fact.type in ("enum", "bool") else [UNKNOWN, "0"])
            if fact.type in ("date", "code", "text"):
                text = UNKNOWN
            answers.put(question.entry, question.member, text)
        if page.is_needs and asked:
            answers.asked.append((asked[0].entry.key, [each.member for each in asked]))
        answers.step = following(sitting, answers)
    else:
        pytest.fail("the form has no end")


def work() -> BundleApplication:
    """Return an application for work: two items wait for the registration."""
    mother, *_ = family()
    Person.objects.filter(pk=mother.pk).update(employment="失业")
    return applied("work", mother)


def test_an_item_that_needs_anothers_decision_waits_without_a_clock():
    cases = cases_of(work())
    assert cases["job-registration"].state == "submitted"
    waiting = cases["skills-training"]
    assert waiting.state == "waiting"
    assert waiting.accept_by is None
    note = waiting.steps.last()
    assert (note.name, note.reason) == ("hold", "waits-for-other")
    assert "就业登记与失业登记" in note.words
    town = town_officer(waiting)
    assert step(town, waiting, "accept").status_code == 409


def decide(case: Case, town, desk, **fields) -> None:
    in_review(case, town)
    wanted = {"rule": the_pack().item(case.item).rules[0], "words": "核对一致"} | fields
    assert propose(town, case, **wanted).status_code == 302
    assert step(desk, case, "approve").status_code == 302


def desk_of():
    return signed_in(officer("department-officer", the_pack().code, name="approver"))


@pytest.mark.parametrize("end", ["approve", "not_accept", "withdraw"])
def test_when_the_first_has_any_answer_what_waited_goes_on(end):
    application = work()
    cases = cases_of(application)
    first = cases["job-registration"]
    town = town_officer(first)
    if end == "approve":
        decide(first, town, desk_of())
    elif end == "not_accept":
        step(town, first, "not_accept", reason="not-this-item", words="不属于这一项")
    else:
        account = application.subject.user
        signed_in(account).post(f"/me/cases/{first.pk}/step/", {"step": "withdraw"})
    for item in ("skills-training", "employment-assistance"):
        case = cases[item]
        case.refresh_from_db()
        assert case.state == "submitted", (end, item)
        assert case.accept_by is not None
        assert case.steps.last().name == "release"


def test_what_waits_for_two_goes_on_with_the_second_answer():
    application = work()
    cases = cases_of(application)
    waiting, other = cases["skills-training"], cases["personnel-file"]
    waiting.bundle_part.waits_for.add(other)
    town = town_officer(other)
    step(
        town, cases["job-registration"], "not_accept", reason="not-this-item", words="不属于这一项"
    )
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    step(town, other, "not_accept", reason="not-this-item", words="不属于这一项")
    waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_an_agent_sees_the_cases_that_she_began_and_nothing_else_of_the_child():
    mother, child, client = birth()
    send(client, "/bundles/birth/", only=["vaccination.1"])
    began = Case.objects.get()
    own = Case.objects.create(
        item="child-health",
        item_name="x",
        number="1",
        subject=child,
        area=child.village,
        channel="window",
        state="submitted",
        state_since=began.state_since,
        submitted_on=county_today(),
        gives_money=False,
        pack_version="x",
        answers_sealed=b"",
    )
    assert set(visible_to(actor(mother.user), OWN)) == {began}
    assert client.get(f"/me/cases/{began.pk}/").status_code == 200
    assert client.get(f"/me/cases/{own.pk}/").status_code == 404
    stranger = Person.objects.exclude(pk__in=[mother.pk, child.pk]).first()
    assert (
        signed_in(resident(stranger, "stranger")).get(f"/me/cases/{began.pk}/").status_code == 404
    )


def test_the_rule_judges_the_child_and_not_the_mother():
    _mother, child, client = birth()
    send(client, "/bundles/birth/", only=["childcare-subsidy.1"])
    case = Case.objects.get()
    told = proposals(case, the_pack(), county_today())[0]
    assert told["status"] == "yes"
    assert case.subject_id == child.pk
    assert case.people[0] != child.pk


def test_every_part_says_what_became_of_it():
    mother, *_ = family()
    application = applied("business", mother)
    assert not BundlePart.objects.filter(application=application, case=None, skip="").exists()
    skips = dict(application.parts.filter(case=None).values_list("item", "skip"))
    assert skips["startup-subsidy"] == Skip.NOT_PUBLISHED
    assert HERE.startswith(mother.town[:6])
