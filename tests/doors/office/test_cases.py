"""办件 through the doors: a resident applies, two officers decide, she reads it; the neighbour sees nothing."""

from __future__ import annotations

import pytest

from tests.county.cases.deciding import (
    ALLOWANCE,
    applied,
    department_officer,
    in_review,
    propose,
    signed_in,
    step,
    town_officer,
)
from tests.doors.portal.pages import read
from zhaohui.county.entitlements.models import Award, Holding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_from_application_to_letter():
    case = applied()
    assert case.state == "submitted"
    clerk = town_officer(case)
    work = read(clerk.get("/office/cases/"))
    assert case.subject.name in work.text
    page = read(clerk.get(f"/office/cases/{case.pk}/"))
    assert "规则怎么说：高龄津贴" in page.text
    assert page.inline == []
    in_review(case, clerk)
    assert propose(clerk, case).status_code == 302
    assert case.state == "proposed"
    assert not Holding.objects.filter(person_id=case.subject_id).exists()
    assert step(department_officer(), case, "approve").status_code == 302
    assert case.state == "decided"
    held = Holding.objects.get(person_id=case.subject_id, rule=ALLOWANCE)
    assert held.amount_fen
    assert Award.objects.get().source == f"case:{case.pk}"
    herself = signed_in(case.subject.user)
    mine = read(herself.get(f"/me/cases/{case.pk}/"))
    assert "打开决定书" in mine.text
    assert mine.inline == []
    letter = herself.get(f"/me/cases/{case.pk}/letter/")
    assert letter.content.startswith(b"%PDF")
    case.refresh_from_db()
    assert case.state == "delivered"
