"""The auditors' page: what the filters find, and that reading it is recorded."""

import datetime as dt

import orjson
import pytest
from django.db import connection

from tests import people
from tests.audit_guards import unguarded
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor, system_actor
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.queries import first_since, midnight
from zhaohui.county.audit.read import record_read
from zhaohui.county.audit.record import record
from zhaohui.county.catalog.queries import current_pack

pytestmark = pytest.mark.django_db
PAGE = "/office/audit/"
ONE = Actor(kind="officer", user_id=701, label="模拟单位 甲岗")
TWO = Actor(kind="officer", user_id=702, label="模拟单位 乙岗")


@pytest.fixture
def auditor(client, data_dir):
    account = people.officer("auditor", current_pack().code)
    client.force_login(account)
    client.account = account
    return client


@pytest.fixture
def log(db):
    record_read(ONE, [12], fields=("月收入",), purpose="甲看十二号")
    record_read(TWO, [11, 12, 13], fields=("年龄",), purpose="乙看名单", action="person.list")
    record(ONE, "record.write", subject=("record", 5), purpose="甲改台账")
    record(system_actor("夜间"), "person.read", subject=("person", 13), purpose="系统看十三号")


def shown(answer):
    text = answer.content.decode()
    return {
        purpose
        for purpose in ("甲看十二号", "乙看名单", "甲改台账", "系统看十三号")
        if purpose in text
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"甲看十二号", "乙看名单", "甲改台账", "系统看十三号"}),
        ({"person": "12"}, {"甲看十二号", "乙看名单"}),
        ({"person": "11"}, {"乙看名单"}),
        ({"user": "701"}, {"甲看十二号", "甲改台账"}),
        ({"action": "person.read"}, {"甲看十二号", "系统看十三号"}),
        ({"person": "12", "user": "701"}, {"甲看十二号"}),
        ({"at_from": "2000-01-01", "at_to": "2000-12-31"}, set()),
        ({"at_from": "2000-01-01"}, {"甲看十二号", "乙看名单", "甲改台账", "系统看十三号"}),
        ({"at_to": "9999-12-31"}, {"甲看十二号", "乙看名单", "甲改台账", "系统看十三号"}),
        ({"person": "99"}, set()),
    ],
)
def test_filters_find(auditor, log, asked, found):
    assert shown(auditor.get(PAGE, asked)) == found


def test_the_newest_stands_first(auditor, log):
    text = auditor.get(PAGE).content.decode()
    places = [text.index(words) for words in ("系统看十三号", "甲改台账", "乙看名单", "甲看十二号")]
    assert places == sorted(places)


def test_reading_the_log_is_recorded_and_concerns_the_person_looked_for(auditor, log):
    auditor.get(PAGE, {"person": "12", "user": "701"})
    entry = Entry.objects.order_by("-seq").first()
    assert (entry.action, entry.actor_id, entry.purpose) == (
        "audit.read",
        auditor.account.pk,
        "审计监督",
    )
    assert (entry.subject_kind, entry.subject_id) == ("person", "12")
    assert orjson.loads(entry.change) == {"person": "12", "user": "701"}


@pytest.mark.parametrize(
    "asked",
    [
        {"person": "abc"},
        {"user": "-1"},
        {"at_from": "2026-02-30"},
        {"action": "x.y"},
        {"person": "9" * 30},
    ],
)
def test_a_wrong_filter_is_a_sentence(auditor, log, asked):
    answer = auditor.get(PAGE, asked)
    assert answer.status_code == 400
    assert "有内容需要改" in answer.content.decode()


def test_others_find_no_such_page(client, data_dir):
    for post in ("leader", "window-clerk", "account-admin"):
        client.force_login(people.officer(post, current_pack().code))
        assert client.get(PAGE).status_code == 404


def test_a_day_begins_at_the_countys_midnight(log):
    day = county_today()
    at = midnight(day)
    assert dt.datetime.fromisoformat(at).hour == 16
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_entry SET at = '2020-01-01T15:59:59.999999+00:00' WHERE seq <= 2"
        )
        cursor.execute(
            "UPDATE audit_entry SET at = '2020-01-01T16:00:00.000000+00:00' WHERE seq > 2"
        )
    assert first_since(midnight(dt.date(2020, 1, 2))) == 3
    assert first_since(midnight(dt.date(2020, 1, 1))) == 1
    assert first_since(midnight(dt.date(2020, 1, 3))) == 5
