"""一件事 in the portal: found from the life events, begun, left and gone on with, in both languages."""

from __future__ import annotations

import pytest

from tests.county.cases.bundling import applied, at_the_choice, family
from tests.county.cases.deciding import signed_in
from tests.doors.portal.pages import read
from tests.people import resident
from zhaohui.county.forms.models import Draft
from zhaohui.county.registry.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_bundles_are_found_from_the_guides_and_the_first_page(client):
    assert "/bundles/" in read(client.get("/")).links
    guides = read(client.get("/items/")).links
    assert {"/bundles/", "/bundles/birth/", "/bundles/hardship/"} <= set(guides)
    assert "/bundles/ageing/" not in guides


def test_the_pages_speak_english(client):
    client.cookies["django_language"] = "en"
    page = read(client.get("/bundles/birth/"))
    assert "A child is born" in page.headings
    assert "Childcare subsidy" in page.text
    assert page.inline == []


def test_a_form_left_half_way_is_gone_on_with_from_the_list():
    mother, *_ = family()
    client = signed_in(resident(mother))
    at_the_choice(client, "/bundles/birth/")
    page = read(client.get("/apply/"))
    assert "/bundles/birth/form/" in page.links
    assert "/bundles/birth/start/" in page.links
    draft = Draft.objects.get()
    assert client.get(f"/apply/draft/{draft.pk}/").status_code == 200
    assert client.post(f"/apply/draft/{draft.pk}/discard/").status_code == 302
    assert not Draft.objects.exists()


def test_her_applications_are_listed_with_how_far_they_are(django_assert_max_num_queries):
    mother, *_ = family()
    applied("birth", mother)
    client = signed_in(mother.user)
    with django_assert_max_num_queries(14):
        page = read(client.get("/me/cases/"))
    assert "共 5 项，有答复的 0 项" in page.text
    assert "预防接种" in page.text  # the child's cases are hers to follow
    assert page.inline == []


def test_nobody_elses_application_is_there():
    mother, *_ = family()
    application = applied("birth", mother)
    other = Person.objects.exclude(living_id=mother.living_id).order_by("pk").first()
    stranger = signed_in(resident(other, "stranger"))
    for address in ("", "answer/"):
        assert stranger.get(f"/me/bundles/{application.pk}/{address}").status_code == 404
    assert stranger.get(f"/bundles/for/{mother.pk}/birth/start/").status_code == 404


def test_a_bundle_without_items_can_not_be_begun():
    mother, *_ = family()
    client = signed_in(resident(mother))
    for page in ("start", "form", "send"):
        assert client.get(f"/bundles/death/{page}/").status_code == 404


def test_a_file_that_can_not_be_taken_is_said_on_the_page():
    mother, *_ = family()
    client = signed_in(resident(mother))
    at_the_choice(client, "/bundles/birth/")
    answer = client.post("/bundles/birth/files/", {"document": "id-card"})
    assert answer.status_code == 400
    assert "文件是空的" in answer.content.decode()
