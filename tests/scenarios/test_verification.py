"""家庭经济状况核对: consent on the phone, the offices' answers, an objection, the registry set right."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests.county.verifications.checking import CODE, KIND, home
from tests.people import officer, resident
from zhaohui.county.registry.models import Person
from zhaohui.county.verifications.models import Question, Verification

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def signed_in(client, account):
    client.force_login(account)
    return client


def page(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, name
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.requirement("R145")
def test_a_familys_means_are_checked_with_consent_contested_and_set_right(client):
    first, second, _child = people = home()
    Person.objects.filter(pk__in=[p.pk for p in people]).update(monthly_income=100000)
    clerk = officer("town-officer", first.town)
    office = officer("department-officer", CODE, name="work", department="人社")
    her, neighbour = resident(first), officer("town-officer", other_town(first))

    # the clerk sees who has not consented, takes the wife's signed paper, and opens the check
    signed_in(client, clerk)
    new = reverse("office:verification-new", args=[KIND, first.pk])
    assert page(client, "office:verification-new", KIND, first.pk).count("还没有授权") == 2
    client.post(new, {"step": "consent", "person": second.pk})
    assert client.post(new, {"step": "open"}).status_code == 302
    check = Verification.objects.get()
    assert "核对" in page(client, "office:verifications")

    # the applicant consents on her phone; until then nobody may be asked about her
    work = Question.objects.get(verification=check, source="work", person=first)
    assert work.state == "unconsented"
    signed_in(client, her)
    assert "我同意" in page(client, "portal:me-checks")
    client.post(reverse("portal:me-checks-step"), {"step": "consent", "kind": KIND})
    work.refresh_from_db()
    assert work.state == "waiting"

    # the office answers: what it can't read is said, what it does not know stays unknown
    signed_in(client, office)
    assert "待答复的核对" in page(client, "office:questions")
    answer = reverse("office:question", args=[work.pk])
    wrong = client.post(answer, {"step": "answer", "fact-月收入": "很多"})
    assert wrong.status_code == 400
    assert "月收入" in wrong.content.decode()
    client.post(answer, {"step": "answer", "fact-月收入": "2000"})
    assert client.get(reverse("office:question", args=[homes(check).pk])).status_code == 404

    # the clerk makes the result without the rest; the neighbour sees nothing of it
    signed_in(client, neighbour)
    assert client.get(reverse("office:verification", args=[check.pk])).status_code == 404
    signed_in(client, clerk)
    steps = reverse("office:verification-step", args=[check.pk])
    client.post(steps, {"step": "report"})
    assert "不一致 1 项" in page(client, "office:verification", check.pk)

    # she objects; until the office has looked again nothing is adopted
    signed_in(client, her)
    assert "提异议" in page(client, "portal:me-checks")
    said = {"step": "object", "question": work.pk, "fact": "月收入", "words": "上月起只有1500元"}
    client.post(reverse("portal:me-checks-step"), said)
    signed_in(client, clerk)
    assert client.post(steps, {"step": "adopt"}).status_code == 409
    signed_in(client, office)
    objection = re.search(
        r'name="objection" value="(\d+)"', page(client, "office:question", work.pk)
    )
    assert objection
    client.post(
        answer,
        {
            "step": "settle",
            "objection": objection[1],
            "corrected": "1500",
            "answer": "按上月工资更正",
        },
    )
    signed_in(client, clerk)
    assert client.post(steps, {"step": "adopt"}).status_code == 302
    assert Person.objects.get(pk=first.pk).monthly_income == 150000
    signed_in(client, her)
    assert "按上月工资更正" in page(client, "portal:me-checks")


def homes(check):
    return Question.objects.get(verification=check, source="homes")


def other_town(person):
    from tests.county.small_county import the_pack

    return next(town.code for town in the_pack().towns if town.code != person.town)
