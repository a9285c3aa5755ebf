"""A village's service point: the worker's own list, an application on behalf, and how it is counted."""

from __future__ import annotations

import pytest

from tests.county.cases.deciding import fill_in, old_woman, signed_in
from tests.county.outreach.standing import line_of
from tests.county.visits.visiting import elsewhere
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.models import Case, Channel
from zhaohui.county.outreach.models import ContactLine
from zhaohui.county.visits.models import VisitEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def village_and_town(person):
    """Sign in the workers of her village and her town, and of the next village."""
    here = signed_in(officer("village-worker", person.village, name="worker"))
    town = signed_in(officer("town-officer", person.village[:9], name="town"))
    there = signed_in(officer("village-worker", elsewhere(person), name="next"))
    return here, town, there


@pytest.mark.requirement("R309")
def test_village_and_town_work_from_one_record():
    person = old_woman()
    line_of(person)
    worker, town, neighbour = village_and_town(person)
    assert "今天走访" in read(worker.get("/office/")).text
    page = read(worker.get("/field/"))
    assert person.name in page.text
    assert person.name not in read(neighbour.get("/field/")).text
    fields = {"key": page.inputs["key"], "ticket": page.inputs["ticket"], "button": "visited"}
    worker.post("/field/entries/", fields | {"result": "agrees"})
    assert ContactLine.objects.get().consent == "spoken"  # the line that the town works on
    assert "本人已确认，等办理" in read(town.get("/office/outreach/?state=confirmed")).text
    listed = read(town.get("/office/visits/"))
    assert "本人当面同意办" in listed.text
    assert person.name not in read(neighbour.get("/office/visits/")).text
    assert VisitEntry.objects.get().area == person.village


@pytest.mark.requirement("R313")
def test_the_village_helps_to_apply_and_that_is_counted_as_nearby():
    person = old_woman()
    line_of(person)
    worker, town, neighbour = village_and_town(person)
    assert "高龄津贴" in read(worker.get("/field/desk/")).text  # what can be done here
    ticket = {"ticket": read(worker.get("/field/")).inputs["ticket"]}
    assert neighbour.post("/field/help/", ticket).status_code == 404
    address = worker.post("/field/help/", ticket)["Location"]
    page = fill_in(worker, "", address=address)
    on = worker.post(address, {"state": page.inputs["state"], "submit": "1"})
    last = read(worker.get(on["Location"]))
    worker.post(on["Location"], {"version": last.inputs["version"]})
    case = Case.objects.get()
    assert (case.subject_id, case.channel, case.area) == (person.pk, "village", person.village)
    uses = Entry.objects.filter(subject_id=str(person.pk)).values_list("purpose", flat=True)
    assert any(purpose.startswith("走访帮办") for purpose in uses)
    counted = " ".join(read(worker.get("/field/desk/")).text.split())
    by_channel = " ".join("1" if channel == "village" else "0" for channel in Channel)
    assert f"高龄津贴 {by_channel} 1" in counted
    assert "今年还没有人申请" in read(neighbour.get("/field/desk/")).text
    assert case.subject.name in read(town.get("/office/cases/?channel=village")).text
