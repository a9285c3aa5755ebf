"""Work lists in the office: what belongs to one officer is nobody else's; few questions to the database."""

from __future__ import annotations

import pytest

from tests.county.cases.deciding import department_officer, signed_in, town_officer
from tests.county.small_county import the_pack
from tests.people import officer
from tests.scenarios.test_work_lists import DAY, in_town, some_cases
from zhaohui.clock import county_today
from zhaohui.county.cases.models import BulkHandling, Case, Leave

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
FEW_WORKLOAD, FEW_FOUND = 22, 14


def test_pages_of_others_are_not_there():
    cases = some_cases(1)
    one, other = in_town(cases[0], "one"), in_town(cases[0], "other")
    kept = BulkHandling.objects.create(did="accept", by=one)
    day = county_today() + DAY
    leave = Leave.objects.create(officer=one, deputy=other, start=day, until=day, comes_back=True)
    mine, hers = signed_in(one), signed_in(other)
    assert mine.get(f"/office/cases/bulk/{kept.pk}/").status_code == 200
    assert hers.get(f"/office/cases/bulk/{kept.pk}/").status_code == 404
    assert hers.post(f"/office/cases/leave/{leave.pk}/cancel/").status_code == 404
    assert mine.post(f"/office/cases/leave/{leave.pk}/cancel/").status_code == 302
    assert mine.post(f"/office/cases/leave/{leave.pk}/cancel/").status_code == 409
    village = signed_in(officer("village-worker", cases[0].area, name="worker"))
    for address in ("/office/cases/workload/", "/office/cases/leave/"):
        assert village.get(address).status_code == 404


def test_moves_of_others_cases_are_refused_and_told():
    cases = some_cases(2)
    one = in_town(cases[0], "one")
    far = officer("town-officer", the_pack().towns[-1].code, name="far")
    client = signed_in(far)
    moves = [f"{case.pk}:{case.version}:{far.pk}" for case in cases]
    done = client.post(
        "/office/cases/workload/share/", {"apply": "1", "move": [*moves, "x", "1:2"]}
    )
    assert done.status_code == 302
    assert not any(row["ok"] for row in BulkHandling.objects.get().rows)
    assert not Case.objects.filter(handler=far).exists()
    assert one.pk


def test_a_leave_that_begins_today_moves_the_cases_at_once_and_ends_when_she_is_back():
    cases = some_cases(2)
    one, other = in_town(cases[0], "one"), in_town(cases[0], "other")
    Case.objects.update(handler=one)
    client, today = signed_in(one), county_today()
    wanted = {"start": today.isoformat(), "until": (today + DAY).isoformat(), "back": "on"}
    assert client.post("/office/cases/leave/", wanted | {"deputy": other.pk}).status_code == 302
    assert set(Case.objects.values_list("handler", flat=True)) == {other.pk}
    assert client.post(f"/office/cases/leave/{Leave.objects.get().pk}/cancel/").status_code == 302
    assert set(Case.objects.values_list("handler", flat=True)) == {one.pk}


def test_pages_ask_few_questions(django_assert_max_num_queries):
    cases = some_cases(6)
    officers = [in_town(cases[0], f"officer{n}") for n in range(3)]
    for n, case in enumerate(cases):
        Case.objects.filter(pk=case.pk).update(handler=officers[n % 3])
    client = department_officer()
    client.get("/office/cases/workload/")
    with django_assert_max_num_queries(FEW_WORKLOAD):
        assert client.get("/office/cases/workload/").status_code == 200
    client = town_officer(cases[0])
    client.post("/office/cases/find/", {"words": "gaoling"})
    with django_assert_max_num_queries(FEW_FOUND):
        assert client.post("/office/cases/find/", {"words": "gaoling"}).status_code == 200
