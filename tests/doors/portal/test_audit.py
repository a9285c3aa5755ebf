"""谁看过我的数据: what a resident sees of the log, and what she does not."""

import pytest
from django.db import transaction

from tests import people
from tests.doors.portal.pages import read
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.read import record_read
from zhaohui.county.audit.record import record
from zhaohui.county.registry.models import Person

pytestmark = pytest.mark.django_db
PAGE = "/me/audit/"


@pytest.fixture
def her(county):
    return Person.objects.order_by("pk").first()


@pytest.fixture
def other(county):
    return Person.objects.order_by("pk")[1]


@pytest.fixture
def clerk(her):
    return people.actor(people.officer("window-clerk", her.village[:9], department="模拟镇"))


def test_she_reads_when_which_office_what_and_why(client, her, clerk):
    record_read(clerk, [her.pk], fields=("低保状态", "性别"), purpose="窗口受理业务")
    client.force_login(people.resident(her))
    page = read(client.get(PAGE))
    for words in (clerk.label, "看了您的信息", "窗口受理业务", "民政：低保状态"):
        assert words in page.text
    assert "模拟人员" not in page.text  # the officer's name


def test_a_list_page_says_that_others_were_in_it(client, her, other, clerk):
    record_read(clerk, [other.pk, her.pk], fields=("年龄",), purpose="走访", action="person.list")
    client.force_login(people.resident(her))
    page = read(client.get(PAGE))
    assert "看了有您的人员名单 （连同另外 1 人）" in page.text


def test_others_uses_stay_hidden(client, her, other, clerk):
    record_read(clerk, [other.pk], fields=("年龄",), purpose="走访别家")
    record(clerk, "case.accept", subject=("case", her.pk), purpose="别的办件")
    client.force_login(people.resident(her))
    page = read(client.get(PAGE))
    assert "走访别家" not in page.text
    assert "别的办件" not in page.text
    assert "还没有人查看过您的数据" in page.text


def test_a_helpers_use_is_shown_to_the_giver_only(client, her):
    helper = people.helper(her)
    record(people.actor(helper), "self.read", subject=("person", her.pk), purpose="受委托代办")
    client.force_login(helper)
    assert "受委托代办" not in read(client.get(PAGE)).text
    client.force_login(people.resident(her))
    page = read(client.get(PAGE))
    assert "您委托的亲友" in page.text
    assert "受委托代办" in page.text


def test_what_she_did_herself_is_shown_when_asked_for(client, her):
    client.force_login(people.resident(her))
    assert "您本人" not in read(client.get(PAGE)).text
    page = read(client.get(PAGE, {"own": "1"}))
    assert "您本人 看了谁看过您的数据" in page.text
    assert Entry.objects.filter(action="self.audit", subject_id=str(her.pk)).count() == 2


def test_an_unbound_account_is_led_to_binding(client, county):
    client.force_login(people.user("nobody"))
    assert "/me/bind/" in read(client.get(PAGE)).links


def test_older_uses_are_a_page_away(client, her, clerk, django_assert_max_num_queries):
    with transaction.atomic():
        for n in range(120):
            record(
                system_actor("核对"), "person.read", subject=("person", her.pk), purpose=f"第{n}次"
            )
    client.force_login(people.resident(her))
    seen, address = [], PAGE
    while address:
        with django_assert_max_num_queries(20):
            page = read(client.get(address))
        seen += [
            word for word in page.text.split() if word.startswith("第") and word.endswith("次")
        ]
        address = next((PAGE + link for link in page.links if "before=" in link), "")
    assert seen == [f"第{n}次" for n in reversed(range(120))]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "²"])
def test_a_place_that_is_none_shows_the_newest(client, her, clerk, before):
    record_read(clerk, [her.pk], fields=("年龄",), purpose="窗口受理业务")
    client.force_login(people.resident(her))
    assert "窗口受理业务" in read(client.get(PAGE, {"before": before})).text


def test_the_page_keeps_its_own_policy(client, her, clerk):
    record_read(clerk, [her.pk], fields=[f"事实{n}" for n in range(9)], purpose="核对")
    client.force_login(people.resident(her))
    page = read(client.get(PAGE))
    assert (page.inline, page.unclosed) == ([], [])
    assert "9 项" in page.text
