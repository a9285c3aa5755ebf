"""一件事 in the office: the neighbour sees nothing, the receipt and the answer, one case beside the others."""

from __future__ import annotations

import pytest

from tests.county.cases.bundling import applied, at_the_choice, cases_of, chosen, family
from tests.county.cases.deciding import signed_in, step, town_officer
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.cases.models import BundleApplication, Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.fixture
def application():
    return applied("work", family()[0])


def test_a_case_shows_the_others_and_hides_what_is_out_of_reach(application):
    cases = cases_of(application)
    first = cases["job-registration"]
    other = next(v.code for v in the_pack().villages if v.town_code != first.area[:9])
    Case.objects.filter(pk=cases["personnel-file"].pk).update(area=other)
    page = read(town_officer(first).get(f"/office/cases/{first.pk}/"))
    assert "补贴性职业技能培训 等前一项办完" in page.text
    assert "流动人员人事档案管理" not in page.text
    assert "另有 1 项在别处办" in page.text
    assert page.inline == []


def test_the_answer_is_there_when_all_have_one(application):
    cases = list(cases_of(application).values())
    town = town_officer(cases[0])
    assert town.get(f"/office/bundles/{application.pk}/answer/").status_code == 404
    for case in sorted(cases, key=lambda each: each.state != "submitted"):
        case.refresh_from_db()
        done = step(town, case, "not_accept", reason="not-this-item", words="不属于这个事项")
        assert done.status_code == 302
    page = read(town.get(f"/office/bundles/{application.pk}/answer/"))
    assert page.text.count("不属于这个事项") == len(cases)
    figures = read(town.get("/office/bundles/")).text
    assert "就业一件事 1 4 0 1 0" in figures


def test_the_window_is_told_when_nothing_is_chosen_and_sent_twice_is_once():
    mother, *_ = family()
    window = signed_in(officer("window-clerk", mother.village[:9]))
    address = at_the_choice(window, f"/office/bundles/new/{mother.pk}/birth/")
    page = read(window.get(address))
    form = {"version": page.inputs["version"]}
    assert window.post(address, form).status_code == 400
    form["chosen"] = chosen(page)
    first, second = window.post(address, form), window.post(address, form)
    assert first["Location"] == second["Location"]
    assert BundleApplication.objects.count() == 1


def test_who_may_not_take_in_is_not_let_in(application):
    auditor = signed_in(officer("auditor", the_pack().code))
    for address in ("", f"{application.pk}/", f"new/{application.subject_id}/birth/form/"):
        assert auditor.get(f"/office/bundles/{address}").status_code == 404
