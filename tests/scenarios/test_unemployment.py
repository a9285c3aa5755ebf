"""失业登记 where one lives, whatever the hukou says; and what it opens, shown at once."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.county.cases.deciding import (
    department_officer,
    in_review,
    propose,
    send,
    signed_in,
    step,
    town_officer,
)
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import resident
from zhaohui.clock import county_today
from zhaohui.county.registry.models import ChangedHousehold, FieldOverride, Person, SourceBatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
ITEM, RULE = "job-registration", "unemployment-registration"
BEIJING = "110101001001"


def jobless() -> Person:
    """Return somebody of 40 with a hukou elsewhere who lives here and lost her work; not registered."""
    person = Person.objects.filter(village__isnull=False).order_by("pk").first()
    Person.objects.filter(pk=person.pk).update(
        birth_date=county_today() - dt.timedelta(days=40 * 366), hukou_area=BEIJING,
        residence_area=person.village, employment="失业", work_wish="找工作",
        registered_unemployed=False, involuntary_unemployment=True,
        unemployment_insurance_months=36, unemployment_benefit_months=0, hard_to_employ=None,
    )  # fmt: skip
    SourceBatch.objects.update(as_of=county_today())
    return Person.objects.get(pk=person.pk)


@pytest.mark.requirement("R248")
def test_registered_where_she_lives_she_sees_at_once_what_it_opens(desk):
    desk.fill("最低工资适用档", "第三档")
    person = jobless()
    herself = signed_in(resident(person, "jobless"))
    case = send(herself, ITEM)
    assert case.area.startswith(person.village[:9])  # handled where she lives
    assert "失业保险金" not in read(herself.get(f"/me/cases/{case.pk}/")).text

    town = town_officer(case)
    page = read(town.get(f"/office/cases/{case.pk}/")).text
    assert "常住昭化区，户口在哪里都可以" in page
    in_review(case, town)
    ChangedHousehold.objects.all().delete()
    assert propose(town, case, rule=RULE, words="核对社保已停缴").status_code == 302
    assert step(department_officer(), case, "approve").status_code == 302
    person.refresh_from_db()
    assert person.registered_unemployed is True
    note = FieldOverride.objects.get(subject_id=person.pk, column="registered_unemployed")
    assert (note.batch.department, note.batch.kind) == ("人社", "confirmed")
    assert ChangedHousehold.objects.filter(household_id=person.living_id).exists()

    page = read(herself.get(f"/me/cases/{case.pk}/"))
    assert "登记好了，您还可以" in page.text
    assert "失业保险金 现在可以享受" in page.text
    assert "/apply/unemployment-benefit/" in page.links
    assert "失业保险金" in read(town.get(f"/office/cases/{case.pk}/")).text
    benefit = send(herself, "unemployment-benefit")  # and goes on from there
    assert (
        "可以享受失业保险金"
        in read(department_officer("next").get(f"/office/cases/{benefit.pk}/")).text
    )


def test_a_grant_of_the_other_rule_registers_nobody_as_unemployed():
    person = jobless()
    case = send(signed_in(resident(person, "jobless")), ITEM)
    town = town_officer(case)
    in_review(case, town)
    propose(town, case, rule="job-registration", words="信息核对一致")
    step(department_officer(), case, "approve")
    person.refresh_from_db()
    assert person.registered_unemployed is False
    assert "登记好了" not in read(signed_in(person.user).get(f"/me/cases/{case.pk}/")).text


def test_who_lives_elsewhere_is_not_registered_here(check):
    there = {"出生日期": "1990-01-01", "户籍区划": the_pack().villages[0].code, "居住区划": BEIJING,
             "就业状态": "失业", "求职创业意愿": "找工作"}  # fmt: skip
    assert check(there)[RULE]["status"] == "no"
    here = there | {"户籍区划": BEIJING, "居住区划": the_pack().villages[0].code}
    assert check(here)[RULE]["status"] == "yes"
