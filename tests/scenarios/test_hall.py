"""One window, one number, one card; the same case in the hall, on the web, on a phone's width and at the kiosk."""

from __future__ import annotations

import pytest

from tests.county.cases.deciding import ALLOWANCE, fill_in, old_woman, signed_in
from tests.county.payments.paying import Office, sent_rows
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import helper, officer, resident
from zhaohui.county.audit.models import Entry
from zhaohui.county.cases.models import Case
from zhaohui.county.queueing.models import Ticket
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.seals import registry_seals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def identity_of(person: Person) -> str:
    return registry_seals().identity.open(bytes(person.identity_sealed))


def window_of(person: Person):
    return signed_in(officer("window-clerk", person.village[:9]))


def take_in(window, person: Person, item: str) -> Case:
    """Fill in at the window, submit, read the receipt; return the case."""
    address = f"/hall/people/{person.pk}/{item}/form/"
    last = fill_in(window, item, address=address)
    on = window.post(address, {"state": last.inputs["state"], "submit": "1"})
    sending = read(window.get(on["Location"]))
    done = window.post(on["Location"], {"version": sending.inputs["version"], "submit": "1"})
    case = Case.objects.get(subject=person, item=item)
    receipt = read(window.get(done["Location"])).text
    assert f"{case.number[:2]}-{case.number[2:6]}-{case.number[6:]}" in receipt
    return case


@pytest.mark.requirement("R041")
def test_one_window_from_the_number_to_the_receipt(client):
    person = old_woman()
    window, hall = window_of(person), person.village[:9]
    machine = signed_in(officer("town-officer", hall))
    machine.post("/hall/kiosks/register/", {"hall": hall, "name": "大门右边"})
    for priority in ("", "elder"):
        machine.post("/kiosk/number/", {"domain": "elderly", "priority": priority})
    window.post("/hall/queue/call/", {"hall": hall, "window": "3"})
    board = read(client.get(f"/hall/board/{hall}/")).text
    assert "002" in board  # the old woman first
    assert "001" not in board
    found = window.post("/hall/find/", {"shown": "id-card", "number": identity_of(person)})
    page = read(window.get(found["Location"]))
    items = {link.split("/")[-3] for link in page.links if link.endswith("/form/")}
    domains = {item.domain for item in the_pack().items if item.name in items}
    assert len(domains) == len(the_pack().domains)  # one window takes in every domain's items
    cases = [take_in(window, person, item) for item in (ALLOWANCE, "job-registration")]
    ticket = Ticket.objects.get(number=2)
    assert list(ticket.cases.order_by("pk")) == cases
    window.post(f"/hall/queue/{ticket.pk}/step/", {"step": "serve"})
    window.post("/hall/queue/call/", {"hall": hall, "window": "3"})
    assert "001" in read(client.get(f"/hall/board/{hall}/")).text
    listed = read(window.get("/office/cases/")).text  # handed on to whoever reviews
    assert all(case.item_name in listed for case in cases)


@pytest.mark.requirement("R256")
def test_the_social_security_card_proves_who_she_is_and_is_paid_to():
    person = old_woman()
    window = window_of(person)
    page = read(window.get("/hall/"))
    assert "社会保障卡" in page.text
    assert "人社部门提供卡号" in page.text  # the card's own number is a gap that is said
    found = window.post("/hall/find/", {"shown": "social-card", "number": identity_of(person)})
    assert found["Location"] == f"/hall/people/{person.pk}/"
    shown = Entry.objects.filter(action="person.read", subject_id=str(person.pk)).last()
    assert "social-card" in shown.change
    case = take_in(window, person, "job-registration")
    assert case.channel == "window"
    office = Office()
    office.hold(person.pk)
    _batch, content = office.sent()
    card = registry_seals().bank_card.open(bytes(person.bank_card_sealed))
    assert any(card in row for row in sent_rows(content))


@pytest.mark.requirement("R042")
def test_large_type_a_voice_a_helper_and_a_window_for_who_uses_no_machine(client):
    person = old_woman()
    client.cookies["elder"] = "on"
    for address in ("/", "/kiosk/", "/kiosk/check/"):
        assert "govuk-template elder" in read(client.get(address)).html, address
    assert "读给我听" in read(client.get("/kiosk/check/")).text
    family = signed_in(helper(person))
    assert family.get(f"/apply/for/{person.pk}/{ALLOWANCE}/form/").status_code == 200
    window, hall = window_of(person), person.village[:9]
    window.post("/hall/queue/take/", {"hall": hall})
    window.post("/hall/queue/take/", {"hall": hall, "priority": "elder"})
    window.post("/hall/queue/call/", {"hall": hall})
    assert "002" in read(window.get("/hall/")).text  # no machine, and before who came first
    assert take_in(window, person, ALLOWANCE).channel == "window"


@pytest.mark.requirement("R294")
def test_hall_web_phone_and_kiosk_are_one(client):
    person = old_woman()
    case = take_in(window_of(person), person, ALLOWANCE)
    herself = signed_in(resident(person))
    web = read(herself.get(f"/me/cases/{case.pk}/"))
    assert "窗口" in web.text
    assert 'content="width=device-width, initial-scale=1"' in web.html  # the same page on a phone
    asked = {"number": case.number, "last": identity_of(person)[-4:]}
    status, kiosk = (client.post(path, asked) for path in ("/status/", "/kiosk/status/"))
    for answer in (status, kiosk):
        text = read(answer).text
        assert case.item_name in text
        assert "已提交，等受理" in text
    herself.post(f"/me/cases/{case.pk}/step/", {"step": "withdraw", "words": "先不办了"})
    assert "已撤回" in read(client.post("/kiosk/status/", asked)).text
    assert "已撤回" in read(client.post("/status/", asked)).text
    # and the check asks the same at both
    both = [read(client.get(path)) for path in ("/check/", "/kiosk/check/")]
    assert both[0].headings == both[1].headings
