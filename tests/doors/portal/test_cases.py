"""我的办件 in the portal: sent once, followed, withdrawn; files; the look-up and the check of a letter without sign-in."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.county.cases.deciding import (
    applied,
    decided,
    department_officer,
    fill_in,
    item_of,
    old_woman,
    propose,
    send,
    signed_in,
    step,
    town_officer,
)
from tests.doors.portal.pages import read
from tests.people import helper, resident
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.letter import code_of
from zhaohui.county.cases.models import Case, Decision, LookupTry, Material
from zhaohui.county.forms.models import Draft
from zhaohui.county.registry.models import Household, Person, SourceBatch
from zhaohui.county.registry.seals import registry_seals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
ITEM = "old-age-allowance"
PDF, PNG = b"%PDF-1.7 x", b"\x89PNG\r\n\x1a\n x"


@pytest.fixture
def person():
    return old_woman()


@pytest.fixture
def herself(person):
    return signed_in(resident(person))


def upload(
    client, content: bytes, *, name: str = "证明.pdf", document: str = "id-card", item: str = ITEM
):
    file = SimpleUploadedFile(name, content)
    return client.post(f"/apply/{item}/files/", {"document": document, "file": file})


def at_the_materials(client):
    """Fill in the form; return the address of the last page."""
    last = fill_in(client, ITEM)
    on = client.post(f"/apply/{ITEM}/form/", {"state": last.inputs["state"], "submit": "1"})
    return on["Location"]


def test_sent_twice_it_is_one_case(herself, person):
    address = at_the_materials(herself)
    form = {"version": read(herself.get(address)).inputs["version"]}
    first, second = herself.post(address, form), herself.post(address, form)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1
    assert Case.objects.get().area == person.village


def test_a_second_application_of_the_same_item_is_caught(herself, person):
    send(herself, ITEM)
    address = at_the_materials(herself)
    again = herself.post(address, {"version": read(herself.get(address)).inputs["version"]})
    assert again.status_code == 409
    assert "没有重复提交" in again.content.decode()
    assert Case.objects.count() == 1
    assert Draft.objects.filter(submitted_at=None).count() == 1  # what was written is kept


def test_a_page_that_was_changed_on_the_way_sends_nothing(herself):
    address = at_the_materials(herself)
    assert herself.post(address, {"version": "99"}).status_code == 409
    assert herself.post(address, {}).status_code == 409
    assert not Case.objects.exists()


def test_a_file_is_judged_by_what_it_is(herself):
    address = at_the_materials(herself)
    assert upload(herself, PDF).status_code == 302
    assert upload(herself, PNG, name="../../照片.exe").status_code == 302
    for content, said in (
        (b"MZ\x90 program", "只收照片"),
        (b"<svg onload=alert(1)>", "只收照片"),
        (b"", "文件是空的"),
    ):
        answer = upload(herself, content, name="good.pdf")
        assert answer.status_code == 400
        assert said in answer.content.decode()
    names = list(Material.objects.order_by("pk").values_list("name", "kind"))
    assert names == [("证明.pdf", "application/pdf"), ("照片.png", "image/png")]
    page = read(herself.get(address))
    assert "没有查毒" in page.text
    assert page.inline == []


def test_a_file_that_is_too_large_is_refused(herself, settings):
    settings.MOST_UPLOAD_BYTES = 20
    at_the_materials(herself)
    answer = upload(herself, PDF + b"x" * 30)
    assert answer.status_code == 400
    assert "文件太大" in answer.content.decode()


@pytest.mark.parametrize(("code", "said"), [(0, ""), (1, "查出病毒"), (3, "没有答复")])
def test_the_scanner_is_asked(herself, settings, tmp_path, code, said):
    script = tmp_path / "scan.py"
    script.write_text(f"import sys; open(sys.argv[1], 'rb').read(); sys.exit({code})")
    settings.SCAN_COMMAND = f"{sys.executable} {script}"
    at_the_materials(herself)
    answer = upload(herself, PDF)
    assert answer.status_code == (400 if code else 302)
    assert said in answer.content.decode()
    assert Material.objects.filter(scan="clean").count() == (code == 0)


def test_files_lie_sealed_and_only_those_concerned_read_them(herself, person, data_dir):
    at_the_materials(herself)
    upload(herself, PDF)
    case = send(herself, ITEM)
    file = Material.objects.get(case=case)
    stored = [path for path in (data_dir / "materials").rglob("*") if path.is_file()]
    assert stored
    assert all(PDF not in path.read_bytes() for path in stored)
    mine = herself.get(f"/me/cases/files/{file.pk}/")
    assert mine.content == PDF
    assert mine["Content-Disposition"].startswith("attachment")
    assert town_officer(case).get(f"/office/cases/files/{file.pk}/").content == PDF
    stranger = signed_in(
        resident(Person.objects.exclude(pk=person.pk).order_by("-pk").first(), "other")
    )
    assert stranger.get(f"/me/cases/files/{file.pk}/").status_code == 404
    assert stranger.post(f"/apply/files/{file.pk}/drop/").status_code == 404
    stored[0].write_bytes(b"x" + stored[0].read_bytes())
    assert herself.get(f"/me/cases/files/{file.pk}/").status_code >= 400


def test_a_file_is_taken_back_before_it_is_sent_not_after(herself):
    at_the_materials(herself)
    upload(herself, PDF), upload(herself, PNG)
    first, second = Material.objects.order_by("pk")
    assert herself.post(f"/apply/files/{first.pk}/drop/").status_code == 302
    send(herself, ITEM)
    assert herself.post(f"/apply/files/{second.pk}/drop/").status_code == 404
    assert list(Material.objects.all()) == [second]


def test_her_cases_say_what_comes_next_and_who_holds_it(herself):
    case = send(herself, ITEM)
    assert "已提交，等受理" in read(herself.get("/me/cases/")).text
    page = read(herself.get(f"/me/cases/{case.pk}/"))
    for words in ("接下来", "受理窗口", "最迟", "提交申请"):
        assert words in page.text
    assert page.inline == []
    assert Entry.objects.filter(action="case.own", subject_id=str(case.subject_id)).count() >= 2


def test_nobody_else_s_case_is_there(herself, person):
    case = send(herself, ITEM)
    other = signed_in(
        resident(Person.objects.exclude(pk=person.pk).order_by("-pk").first(), "other")
    )
    for address in ("", "letter/"):
        assert other.get(f"/me/cases/{case.pk}/{address}").status_code == 404
    assert other.post(f"/me/cases/{case.pk}/step/", {"step": "withdraw"}).status_code == 404
    assert other.get(f"/me/cases/for/{person.pk}/").status_code == 404
    case.refresh_from_db()
    assert case.state == "submitted"


def test_a_helper_follows_it_as_long_as_her_mandate_runs(herself, person):
    case = send(herself, ITEM)
    account = helper(person)
    friend = signed_in(account)
    assert "您在代办" in read(friend.get(f"/me/cases/{case.pk}/")).text
    assert case.item_name in read(friend.get(f"/me/cases/for/{person.pk}/")).text
    account.mandates_held.all().delete()
    assert friend.get(f"/me/cases/{case.pk}/").status_code == 404


def test_withdrawn_it_can_be_applied_for_again(herself):
    case = send(herself, ITEM)
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "withdraw"})
    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert herself.post(f"/me/cases/{case.pk}/step/", {"step": "withdraw"}).status_code == 409
    assert herself.post(f"/me/cases/{case.pk}/step/", {"step": "approve"}).status_code == 404
    assert send(herself, ITEM).pk != case.pk


def test_who_is_known_well_enough_is_asked_only_for_her_phone(herself, person):
    Household.objects.filter(pk=person.living_id).update(sudden_hardship=True)
    SourceBatch.objects.update(as_of=county_today())
    page = read(herself.get("/apply/temporary-assistance/form/"))
    assert [n for n in page.names if n.startswith(("person", "home"))] == ["home-own1"]


def test_what_a_household_told_once_is_not_asked_again(herself, person):
    Household.objects.filter(pk=person.living_id).update(sudden_hardship=None)
    case = send(herself, "temporary-assistance", answer="是")
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "withdraw"})
    page = read(herself.get("/apply/temporary-assistance/form/"))
    assert "home-sudden_hardship" not in page.names
    assert page.inputs["home-own1"] == "0839-1234567"
    Case.objects.update(submitted_on=county_today() - dt.timedelta(days=100))
    assert "home-sudden_hardship" in read(herself.get("/apply/temporary-assistance/form/")).names


def last_four(case: Case) -> str:
    return registry_seals().identity.open(bytes(case.subject.identity_sealed))[-4:]


def test_the_look_up_shows_how_it_stands_and_nobody_s_data(client, person):
    case = applied(person)
    page = read(client.post("/status/", {"number": case.number, "last": last_four(case)}))
    assert "已提交，等受理" in page.text
    assert person.name not in page.html
    assert page.inline == []
    assert Entry.objects.filter(action="case.own", actor_kind="public").exists()


def test_what_is_wrong_the_look_up_does_not_say(client, person):
    case = applied(person)
    answers = [
        client.post("/status/", {"number": number, "last": last})
        for number, last in (
            (case.number, "0000"),
            ("2600000000", last_four(case)),
            ("", ""),
            ("9" * 40, "x" * 40),
        )
    ]
    said = {read(each).text for each in answers}
    assert {each.status_code for each in answers} == {400}
    assert len(said) == 1


def test_guessing_is_slowed_down_and_forgotten_after_an_hour(client, person):
    case = applied(person)
    for guess in range(5):
        client.post("/status/", {"number": case.number, "last": f"x{guess:03d}"})
    right = {"number": case.number, "last": last_four(case)}
    assert client.post("/status/", right).status_code == 400
    assert not LookupTry.objects.filter(what__contains=case.number).exists()
    LookupTry.objects.all().delete()
    assert client.post("/status/", right).status_code == 200


def test_anybody_can_check_a_letter_and_sees_no_personal_data(client):
    case = decided()
    row = Decision.objects.get()
    good = {"number": row.letter_number, "code": code_of(row)}
    page = read(client.get("/letters/", good))
    assert "编号和校验码相符" in page.text
    assert "有效" in page.text
    for private in (case.subject.name, case.item_name):
        assert private not in page.text
    for wrong in ({"code": "0" * 16}, {"number": "1-1"}, {"code": good["code"][:6]}):
        assert "不相符" in read(client.get("/letters/", good | wrong)).text


def test_a_letter_that_a_review_replaced_says_so(client):
    case = decided(outcome="refuse", reason="not-in-group", words="年龄核对后不到八十岁")
    row = Decision.objects.get()
    herself = signed_in(case.subject.user)
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "appeal", "words": "日期写错了"})
    other = town_officer(case, "other")
    step(other, case, "review")
    propose(other, case, reason="meets-after-review")
    step(department_officer("third"), case, "approve")
    page = read(client.get("/letters/", {"number": row.letter_number, "code": code_of(row)}))
    assert "已被后来的决定代替" in page.text


def test_where_benefits_are_named_they_can_be_applied_for(client):
    assert f"/apply/{item_of(ITEM)}/" in read(client.get("/services/elderly-02/")).links
    assert "/status/" in read(client.get("/")).links


def test_where_the_registry_knows_all_that_the_rules_ask_only_the_phone_is_asked():
    person = old_woman()
    Person.objects.filter(pk=person.pk).update(needs_legal_aid=True)
    Household.objects.filter(pk=person.living_id).update(dibao=True)
    client = signed_in(resident(person))
    address = "/apply/legal-aid/form/"
    page = read(client.get(address))
    fields = {"state": page.inputs["state"], "home-own1": "0839-1234567", "home-own2": ""}
    assert page.inputs["state"] == ""  # nothing was kept yet
    assert "核对一遍" in read(client.post(address, fields)).text


def test_a_disk_that_takes_nothing_loses_nothing(herself, data_dir):
    at_the_materials(herself)
    blocked = data_dir / "materials"
    blocked.write_text("no folder can be made here")
    answer = upload(herself, PDF)
    assert answer.status_code == 503
    assert "现在存不了文件" in answer.content.decode()
    assert not Material.objects.exists()
    blocked.unlink()
    assert upload(herself, PDF).status_code == 302
    assert Material.objects.count() == 1
