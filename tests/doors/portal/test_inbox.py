"""给我的消息: what is told, what is answered, and how she wants to be reached; all without a script."""

from __future__ import annotations

import pytest

from tests.county.outreach.sending import queue
from tests.county.outreach.standing import adults, line_of
from tests.doors.portal.pages import read
from tests.people import helper, resident, user
from zhaohui.county.audit.models import Entry
from zhaohui.county.outreach.actions.deliver import deliver
from zhaohui.county.outreach.models import ContactLine, ContactStop, ContactWish, Outbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(client, county):
    person = adults()[0]
    client.force_login(resident(person))
    line_of(person)
    queue()
    deliver()
    return person


def test_the_home_counts_what_is_not_read_until_it_is_opened(client, told):
    assert "有 1 条没看" in read(client.get("/me/")).text
    page = read(client.get("/me/inbox/"))
    assert "您可能可以享受高龄津贴" in page.text
    assert page.inline == []
    assert "没看" not in read(client.get("/me/")).text
    entry = Entry.objects.get(action="self.inbox")
    assert entry.subject_id == str(told.pk)


def test_yes_no_and_later_are_plain_forms(client, told):
    message = Outbox.objects.get()
    address = f"/me/inbox/{message.pk}/answer/"
    assert client.post(address, {"answer": "maybe"}).status_code == 400
    assert client.post(address, {"answer": "later"}).status_code == 302
    assert "您选了以后再说" in read(client.get("/me/inbox/")).text
    client.post(address, {"answer": "yes"})
    assert "同意了，正在办" in read(client.get("/me/inbox/")).text
    assert ContactLine.objects.get().state == "confirmed"
    client.post(address, {"answer": "back"})
    client.post(address, {"answer": "no", "reason": "not_wanted"})
    assert ContactLine.objects.get().state == "refused"


def test_wishes_and_stop_and_back(client, told):
    client.post("/me/inbox/contact/", {"sms": "yes", "letter": "no", "inbox": ""})
    assert dict(ContactWish.objects.values_list("channel", "is_wanted")) == {
        "sms": True,
        "letter": False,
    }
    client.post("/me/inbox/contact/", {"stop": "yes"})
    assert ContactLine.objects.get().state == "opted_out"
    assert "您要求不再联系" in read(client.get("/me/inbox/")).text
    client.post("/me/inbox/contact/", {"stop": "no"})
    assert (ContactLine.objects.get().state, ContactStop.objects.count()) == ("found", 0)


def test_nobody_else_reads_it(client, told):
    message = Outbox.objects.get()
    client.force_login(helper(told))
    assert client.get("/me/inbox/").status_code in (302, 404)
    assert client.post(f"/me/inbox/{message.pk}/answer/", {"answer": "yes"}).status_code == 404
    client.force_login(user("unbound"))
    assert client.get("/me/inbox/")["Location"] == "/me/bind/"
    assert client.post("/me/inbox/contact/", {"stop": "yes"}).status_code == 404
    assert ContactLine.objects.get().state == "found"
