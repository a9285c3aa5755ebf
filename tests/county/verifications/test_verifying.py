"""家庭经济状况核对: nobody is asked about without consent, unknown is no difference, objections are heard."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.small_county import the_pack
from tests.county.verifications.checking import (
    CODE,
    KIND,
    all_consent,
    answer_all,
    home,
    office,
    self_of,
    town_officer,
)
from tests.people import actor, officer
from zhaohui.clock import county_today
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.models import Entry
from zhaohui.county.registry.models import FieldOverride, Household, Person
from zhaohui.county.verifications.actions.adopt_answers import adopt_answers
from zhaohui.county.verifications.actions.answer_question import answer_question
from zhaohui.county.verifications.actions.close_verification import close_verification
from zhaohui.county.verifications.actions.give_consent import give_consent, withdraw_consent
from zhaohui.county.verifications.actions.object_to import object_to, settle_objection
from zhaohui.county.verifications.actions.open_verification import open_verification
from zhaohui.county.verifications.errors import VerificationError, VerificationStateError
from zhaohui.county.verifications.models import Consent, Question, Verification
from zhaohui.county.verifications.queries import own_questions, questions_to, visible_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.fixture
def people():
    return home()


@pytest.fixture
def town(people):
    return town_officer(people[0])


@pytest.fixture
def reported(people, town):
    """A check with its result: the income differs, the homes were unknown, the rest was not found."""
    first = people[0]
    Person.objects.filter(pk__in=[p.pk for p in people]).update(monthly_income=100000)
    Household.objects.filter(pk=first.living_id).update(homes_owned=None)
    all_consent(people)
    check = open_verification(town, KIND, first.pk)
    answer_all(check, 月收入="1200", 自有住房套数="2")
    check.refresh_from_db()
    return check


def states(check):
    rows = Question.objects.filter(verification=check).values_list("source", "person", "state")
    return {(source, person): state for source, person, state in rows}


def test_without_consent_nobody_is_asked_about(people, town):
    check = open_verification(town, KIND, people[0].pk)
    assert set(states(check).values()) == {"unconsented"}
    for department in ("人社", "自然资源", "住建", "残联"):
        for question in questions_to(office(department)):
            with pytest.raises(VerificationStateError):
                answer_question(office(department), question.pk, {}, not_found=True)


def test_the_applicants_consent_speaks_for_the_home_and_its_children_only(people, town):
    first, second, child = (person.pk for person in people)
    check = open_verification(town, KIND, first)
    give_consent(self_of(people[0]), KIND, first)
    found = states(check)
    assert {found["work", first], found["work", child], found["homes", None]} == {"waiting"}
    assert found["work", second] == "unconsented"
    give_consent(town, KIND, second)  # she signed on paper
    assert states(check)["work", second] == "waiting"
    assert Consent.objects.get(person=second).how == "paper"


def test_a_consent_taken_back_ends_the_asking_and_keeps_what_was_answered(people, town):
    first = people[0].pk
    all_consent(people)
    check = open_verification(town, KIND, first)
    work = Question.objects.get(verification=check, source="work", person=first)
    answer_question(office("人社"), work.pk, {"月收入": "900"})
    withdraw_consent(self_of(people[0]), KIND, first)
    found = states(check)
    assert found["work", first] == "answered"
    assert found["disability", first] == found["homes", None] == "unconsented"
    assert states(check)["work", people[1].pk] == "waiting"
    with pytest.raises(NotVisible):
        withdraw_consent(self_of(people[0]), KIND, first)


def test_nobody_consents_for_another_and_no_child_for_itself(people, town):
    with pytest.raises(NotVisible):
        give_consent(self_of(people[0]), KIND, people[1].pk)
    with pytest.raises(VerificationStateError):
        give_consent(town, KIND, people[2].pk)
    assert not Consent.objects.exists()


def test_the_result_comes_with_the_last_answer(reported):
    assert reported.state == "reported"
    assert reported.reported_on is not None
    assert reported.valid_until is None  # the county has not said how long it holds
    assert reported.differing == 3  # three incomes
    results = [r for q in reported.questions.all() for r in q.results.values()]
    assert results.count("supplied") == 1
    assert reported.unanswered == results.count("unknown") > 0


def test_a_check_waits_for_whoever_did_not_consent(people, town):
    first = people[0]
    give_consent(self_of(first), KIND, first.pk)
    check = open_verification(town, KIND, first.pk)
    answer_all(check, 月收入="1200")
    check.refresh_from_db()
    assert check.state == "open"
    close_verification(town, check.pk, "report")
    check.refresh_from_db()
    assert check.state == "reported"
    assert check.unanswered >= 2  # what is not known of her stays unknown
    with pytest.raises(VerificationStateError):
        close_verification(town, check.pk, "report")


def test_one_check_at_a_time(people, town):
    open_verification(town, KIND, people[0].pk)
    with pytest.raises(VerificationStateError):
        open_verification(town, KIND, people[1].pk)
    assert Verification.objects.count() == 1


def test_only_the_office_that_is_asked_answers(people, town):
    all_consent(people)
    check = open_verification(town, KIND, people[0].pk)
    work = Question.objects.get(verification=check, source="work", person=people[0])
    with pytest.raises(NotVisible):
        answer_question(office("住建"), work.pk, {"月收入": "900"})
    with pytest.raises(NotVisible):
        answer_question(town, work.pk, {"月收入": "900"})
    answer_question(office("民政"), work.pk, {"月收入": "900"})  # it came on paper
    with pytest.raises(VerificationStateError):
        answer_question(office("人社"), work.pk, {"月收入": "900"})


def test_what_cant_be_read_is_said_by_fact_and_stores_nothing(people, town):
    all_consent(people)
    check = open_verification(town, KIND, people[0].pk)
    work = Question.objects.get(verification=check, source="work", person=people[0])
    with pytest.raises(VerificationError) as caught:
        answer_question(office("人社"), work.pk, {"月收入": "很多", "登记失业": "否"})
    assert set(caught.value.problems) == {"月收入"}
    with pytest.raises(VerificationError):
        answer_question(office("人社"), work.pk, {})
    work.refresh_from_db()
    assert work.state == "waiting"
    assert work.answer_sealed is None


def test_the_neighbour_sees_nothing(people, town, reported):
    others = next(t.code for t in the_pack().towns if t.code != people[0].town)
    neighbour = actor(officer("town-officer", others))
    assert not visible_to(neighbour).exists()
    assert visible_to(town).count() == 1
    for act in (
        lambda: open_verification(neighbour, KIND, people[0].pk),
        lambda: close_verification(neighbour, reported.pk, "close"),
        lambda: adopt_answers(neighbour, reported.pk),
        lambda: give_consent(neighbour, KIND, people[0].pk),
    ):
        with pytest.raises(NotVisible):
            act()


def test_a_resident_reads_her_own_and_the_homes_not_another_adults(people, reported):
    mine = {(q.source, q.person_id) for q in own_questions(self_of(people[0]), reported)}
    assert ("work", people[0].pk) in mine
    assert ("homes", None) in mine
    assert ("work", people[2].pk) in mine
    assert ("work", people[1].pk) not in mine


def test_an_objection_is_answered_by_the_office_and_may_correct(people, town, reported):
    her = self_of(people[0])
    work = Question.objects.get(verification=reported, source="work", person=people[0])
    with pytest.raises(VerificationError):
        object_to(her, work.pk, "月收入", "  ")
    other = Question.objects.get(verification=reported, source="work", person=people[1])
    with pytest.raises(NotVisible):
        object_to(her, other.pk, "月收入", "不对")
    row = object_to(her, work.pk, "月收入", "上个月已经不做了")
    with pytest.raises(VerificationStateError):
        object_to(her, work.pk, "月收入", "再说一次")
    with pytest.raises(VerificationStateError):
        adopt_answers(town, reported.pk)
    with pytest.raises(NotVisible):
        settle_objection(office("住建"), row.pk, "看过")
    settle_objection(office("人社"), row.pk, "查实，已更正", "1000")
    reported.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, reported.differing) == ("changed", 2)
    work.refresh_from_db()
    assert work.results["月收入"] == "same"
    with pytest.raises(VerificationStateError):
        settle_objection(office("人社"), row.pk, "再答一次")


def test_what_is_adopted_stands_in_the_registry_with_its_office(people, town, reported):
    assert adopt_answers(town, reported.pk) == 4  # three incomes and the homes
    for person in people:
        assert Person.objects.get(pk=person.pk).monthly_income == 120000
    assert Household.objects.get(pk=people[0].living_id).homes_owned == 2
    override = FieldOverride.objects.get(
        subject="household", subject_id=people[0].living_id, column="homes_owned"
    )
    assert override.batch.department == "自然资源"
    with pytest.raises(VerificationStateError):
        adopt_answers(town, reported.pk)
    with pytest.raises(VerificationStateError):
        object_to(self_of(people[0]), reported.questions.first().pk, "月收入", "晚了")


def test_each_act_is_in_the_chain_and_says_nothing_personal(people, town, reported):
    adopt_answers(town, reported.pk)
    acts = list(Entry.objects.filter(action__startswith="verification").order_by("seq"))
    assert {e.action for e in acts} >= {
        "verification.own",
        "verification.ask",
        "verification.answer",
    }
    assert not any("1200" in str(e.change) or "120000" in str(e.change) for e in acts)


def test_the_countys_code_reaches_everything_of_its_own_department(people, town, reported):
    civil = actor(officer("department-officer", CODE, name="civil", department="民政"))
    assert visible_to(civil).count() == 1
    assert questions_to(civil).count() == Question.objects.count()


def test_who_moved_out_reads_her_own_and_nothing_of_the_home_that_she_left(people, town, reported):
    elsewhere = Household.objects.filter(kind="living").exclude(pk=people[0].living_id).first()
    Person.objects.filter(pk=people[0].pk).update(living=elsewhere)
    mine = {(q.source, q.person_id) for q in own_questions(self_of(people[0]), reported)}
    assert {person for _source, person in mine} == {people[0].pk}
    adopt_answers(town, reported.pk)  # the home's facts go to the home that was checked
    assert Household.objects.get(pk=people[1].living_id).homes_owned == 2
    assert Household.objects.get(pk=elsewhere.pk).homes_owned == elsewhere.homes_owned


def test_a_consent_that_ran_out_and_a_check_that_ended_are_answered_no_more(people, town):
    all_consent(people)
    check = open_verification(town, KIND, people[0].pk)
    work = Question.objects.get(verification=check, source="work", person=people[0])
    Consent.objects.filter(person=people[0]).update(until=county_today() - dt.timedelta(days=1))
    with pytest.raises(VerificationStateError):
        answer_question(office("人社"), work.pk, {"月收入": "900"})
    Consent.objects.filter(person=people[0]).update(until=None)
    close_verification(town, check.pk, "close")
    with pytest.raises(VerificationStateError):
        answer_question(office("人社"), work.pk, {"月收入": "900"})


def test_an_open_objection_keeps_a_check_from_ending_and_an_old_result_is_not_adopted(
    people, town, reported
):
    work = Question.objects.get(verification=reported, source="work", person=people[0])
    row = object_to(self_of(people[0]), work.pk, "月收入", "不对")
    with pytest.raises(VerificationStateError):
        close_verification(town, reported.pk, "close")
    settle_objection(office("人社"), row.pk, "看过，没有错")
    Verification.objects.update(valid_until=county_today() - dt.timedelta(days=1))
    with pytest.raises(VerificationStateError):
        adopt_answers(town, reported.pk)
    close_verification(town, reported.pk, "close")
