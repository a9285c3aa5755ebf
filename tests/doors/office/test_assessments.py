"""An assessment in the office: begun from a record, its result shown there, printed, nobody else's."""

import pytest
from django.test import Client

from tests.assessing import FORM, REGISTER, pack_with_assessment
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.forms.answers import Answers
from zhaohui.county.registers.contents import seal_contents
from zhaohui.county.registers.models import Assessment, Record
from zhaohui.county.registry.models import Person

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def assessing(tmp_path_factory):
    return pack_with_assessment(tmp_path_factory.mktemp("assessing") / "pack")


@pytest.fixture(autouse=True)
def _this_pack(assessing, monkeypatch):
    monkeypatch.setenv("ZHAOHUI_PACK", str(assessing))


@pytest.fixture
def elder(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def address(elder):
    answers = Answers(step="end", members=[{}], own_members=[{}])
    row = Record.objects.create(
        register=REGISTER,
        person=elder,
        area=elder.village,
        state="on-roster",
        values=answers.as_json(),
        sealed=seal_contents(answers),
    )
    return f"/office/registers/{REGISTER}/{row.pk}/"


@pytest.fixture
def worker(elder):
    return signed_in(officer("village-worker", elder.village))


@pytest.fixture
def neighbour(elder):
    village = Person.objects.exclude(village=elder.village).exclude(village=None).first().village
    return signed_in(officer("village-worker", village))


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


def to_the_end(client, form, answers):
    page = read(client.get(form))
    for _ in range(5):
        if "submit" in page.names:
            return page
        given = {name: text for name, text in answers.items() if name in page.names}
        page = read(client.post(form, {"state": page.inputs["state"], **given}))
    raise AssertionError(page.text)


ANSWERS = {"home-own1": "不能走", "home-own2": "要喂", "home-own3": "否"}


def assessed(client, address, answers=ANSWERS):
    form = f"{address}assess/{FORM}/"
    page = to_the_end(client, form, answers)
    return client.post(form, {"state": page.inputs["state"], "submit": "1"}).headers["Location"]


def test_from_the_record_and_back(worker, address):
    page = read(worker.get(address))
    assert "还没有评估过" in page.text
    assert f"{address}assess/{FORM}/" in page.links
    made = assessed(worker, address)
    page = read(worker.get(made))
    assert "行动分" in page.text
    assert "要照护" in page.text
    assert "量表从 0 到 5" in page.text
    assert "不能走" in page.text
    page = read(worker.get(address))
    assert made in page.links
    assert "要照护" in page.text
    assert page.inline == []


def test_what_is_not_answered_leaves_bounds(worker, address):
    page = read(worker.get(assessed(worker, address, {"home-own2": "要喂"})))
    assert "1 到 5 之间（还有 1 项没有答）" in page.text
    assert "还定不了档" in page.text


def test_sent_twice_is_kept_once(worker, address):
    form = f"{address}assess/{FORM}/"
    page = to_the_end(worker, form, ANSWERS)
    for _ in range(2):
        worker.post(form, {"state": page.inputs["state"], "submit": "1"})
    assert Assessment.objects.count() == 1


def test_left_and_continued(worker, address):
    form = f"{address}assess/{FORM}/"
    page = read(worker.get(form))
    left = worker.post(form, {"state": page.inputs["state"], "home-own1": "要扶", "leave": "1"})
    assert left.headers["Location"] == address
    assert 'value="要扶" checked' in " ".join(read(worker.get(form)).html.split())


def test_printed_blank_and_filled(worker, address):
    page = read(worker.get(f"{address}assess/{FORM}/?print=blank"))
    assert page.html.count("paper-box") > 5
    page = read(worker.get(assessed(worker, address)))
    assert "签名" in page.text


def test_nobody_else_s(worker, neighbour, address):
    made = assessed(worker, address)
    for each in (made, f"{address}assess/{FORM}/", address):
        assert neighbour.get(each).status_code == 404
    assert neighbour.post(f"{address}assess/{FORM}/", {"submit": "1"}).status_code == 404
    assert worker.get(f"{address}assessments/999999/").status_code == 404
    assert worker.get(f"{address}assess/family/").status_code == 404
    assert worker.get(f"{address}assess/none/").status_code == 404


def test_a_clerk_without_registers_finds_nothing(worker, elder, address):
    made = assessed(worker, address)
    clerk = signed_in(officer("window-clerk", elder.town))
    assert clerk.get(made).status_code == 404


def test_where_the_pack_no_longer_has_the_form(worker, address, monkeypatch):
    made = assessed(worker, address)
    monkeypatch.delenv("ZHAOHUI_PACK")
    page = read(worker.get(made))
    assert "只留下当时的结果" in page.text
    assert "要照护" in page.text
    assert "要照护" in read(worker.get(address)).text
    assert worker.get(f"{address}assess/{FORM}/").status_code == 404
