"""服务找人 in the office: the list of one's own area, one line, preview and undo, letters, funnel, texts."""

from __future__ import annotations

import pytest

from tests.county.outreach.sending import queue
from tests.county.outreach.standing import RULE, adults, find, ledger_day, line_of, stand
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.audit.models import Entry
from zhaohui.county.outreach.actions.deliver import deliver
from zhaohui.county.outreach.models import ContactLine, ContactWish, Outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(county):
    """Two people of two towns who miss the same."""
    here = adults()[0]
    there = next(p for p in adults() if p.village[:9] != here.village[:9])
    stand(here), stand(there)
    ledger_day()
    find()
    return here, there


@pytest.fixture
def as_(client):
    def signed_in(post, area, name=""):
        client.force_login(officer(post, area, name=name))
        return client

    return signed_in


def line(person) -> ContactLine:
    return ContactLine.objects.get(person_id=person.pk)


def test_a_village_worker_sees_her_village_and_the_neighbour_404(as_, pair):
    here, there = pair
    worker = as_("village-worker", here.village)
    page = read(worker.get("/office/outreach/"))
    assert here.name in page.text
    assert there.name not in page.text
    assert "发通知" not in page.text  # that is not hers to do
    assert page.inline == []
    assert worker.get(f"/office/outreach/{line(here).pk}/").status_code == 200
    for method, address in (
        ("get", f"/office/outreach/{line(there).pk}/"),
        ("post", f"/office/outreach/{line(there).pk}/step/"),
        ("post", f"/office/outreach/{line(there).pk}/wish/"),
        ("get", "/office/outreach/send/"),
    ):
        assert getattr(worker, method)(address).status_code == 404
    assert line(there).state == "found"


def test_a_line_says_why_and_what_to_bring_and_who_read_it_is_recorded(as_, pair, settings):
    here, _there = pair
    page = read(as_("village-worker", here.village).get(f"/office/outreach/{line(here).pk}/"))
    for words in (here.name, "高龄津贴", "要带什么还没有登记", "没有问过本人"):
        assert words in page.text
    read_entry = Entry.objects.filter(action="outreach.read", subject_id=str(here.pk))
    assert read_entry.filter(subject_kind="person").exists()


def test_a_yes_without_its_way_is_asked_again_and_with_it_is_noted(as_, pair):
    here, _there = pair
    worker, address = as_("village-worker", here.village), f"/office/outreach/{line(here).pk}/"
    refused = worker.post(f"{address}step/", {"step": "confirm"})
    assert refused.status_code == 400
    assert "本人怎样同意的" in refused.content.decode()
    assert (
        worker.post(f"{address}step/", {"step": "confirm", "consent": "spoken"}).status_code == 302
    )
    assert line(here).state == "confirmed"
    worker.post(f"{address}wish/", {"channel": "sms", "wanted": "yes", "source": "paper"})
    assert ContactWish.objects.get().is_wanted is True


def test_preview_then_send_then_undo(as_, pair):
    here, _there = pair
    client = as_("town-officer", here.village[:9])
    page = read(client.get(f"/office/outreach/send/?rule={RULE}"))
    assert "确认发 1 条" in page.text
    assert "符合高龄津贴的条件" in page.text
    digest = page.html.split('name="digest" value="')[1].split('"')[0]
    form = {"area": "", "rule": RULE, "digest": digest}
    assert client.post("/office/outreach/send/do/", form).status_code == 302
    again = client.post("/office/outreach/send/do/", form)
    assert again.status_code == 409
    message = Outbox.objects.get()
    outbox = read(client.get("/office/outreach/outbox/"))
    assert "撤回还没有发出的" in outbox.text
    client.post(f"/office/outreach/outbox/{message.sending_id}/undo/")
    message.refresh_from_db()
    assert message.state == "cancelled"


def test_a_letter_is_taken_in_ones_area_alone_and_that_is_recorded(as_, pair):
    here, there = pair
    queue()
    deliver()
    letters = {m.person_id: m.pk for m in Outbox.objects.filter(state="sent")}
    if not letters:
        pytest.skip("no Chinese font on this machine")
    worker = as_("village-worker", here.village)
    answer = worker.get(f"/office/outreach/letters/{letters[here.pk]}/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert worker.get(f"/office/outreach/letters/{letters[there.pk]}/").status_code == 404
    assert Entry.objects.filter(action="outreach.read", purpose="打印、递送信函").count() == 1


def test_what_was_sent_stands_on_the_persons_page(as_, pair):
    here, _there = pair
    queue()
    worker = as_("village-worker", here.village)
    worker.post("/office/purpose/", {"purpose": "visit", "next": "/office/"})
    page = read(worker.get(f"/office/people/{here.pk}/letters/"))
    assert "等待发出" in page.text
    assert "高龄津贴" in page.text


def test_the_funnel_counts_for_a_leader_who_sees_no_person(as_, pair):
    client = as_("leader", the_pack().code)
    page = read(client.get("/office/outreach/funnel/"))
    assert "高龄津贴" in page.text
    assert page.inline == []
    towns = read(client.get(f"/office/outreach/funnel/?rule={RULE}"))
    assert "按镇" in towns.text
    assert client.get("/office/outreach/funnel/?rule=no").status_code == 404
    assert client.get("/office/outreach/").status_code == 404


def test_confirmed_ones_are_marked_granted_together_others_are_left_out(as_, pair):
    here, there = pair
    line_of(here), line_of(there)
    ContactLine.objects.filter(person_id=here.pk).update(
        state="confirmed", confirmed_on=line(here).found_on
    )
    client = as_("department-officer", the_pack().code)
    form = {"bulk": "award", "chosen": "all"}
    preview = client.post("/office/lists/contacts/preview/", form).content.decode()
    digest = preview.split('name="digest" value="')[1].split('"')[0]
    client.post("/office/lists/contacts/do/", form | {"digest": digest})
    assert (line(here).state, line(there).state) == ("awarded", "found")


def test_every_text_is_shown_with_its_mark(as_, pair):
    page = read(as_("village-worker", pair[0].village).get("/office/outreach/templates/"))
    assert page.text.count("本人同意才发") == sum(row.needs_consent for row in the_pack().templates)
    assert "缺口待补" in page.text
