"""The page on background jobs: what failed, who may try it again, and the last night."""

import datetime as dt

import pytest
from django.utils import timezone

from tests import people
from tests.county.jobs.tasks import refuse
from tests.county.jobs.work import work
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.county.jobs.models import NightStep

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, data_dir):
    client.force_login(people.officer("account-admin", current_pack().code))
    return client


@pytest.fixture
def failed(db):
    job = enqueue(refuse, key="refuse:1", title="记一笔", number=1)
    work()
    return job


def test_nothing_yet(admin):
    html = admin.get("/office/jobs/").content.decode()
    assert "没有失败的任务" in html
    assert "还没有做过夜间工作" in html


def test_a_failed_job_is_shown_and_tried_again(admin, failed):
    html = admin.get("/office/jobs/").content.decode()
    assert "记一笔" in html
    assert "ZhaohuiError" in html
    assert "The case is closed" not in html
    answer = admin.post(f"/office/jobs/{failed.pk}/retry/", {"purpose": "案件已重新打开"})
    assert (answer.status_code, answer["Location"]) == (302, "/office/jobs/")
    assert "没有失败的任务" in admin.get("/office/jobs/").content.decode()


def test_trying_again_without_a_purpose_is_a_sentence(admin, failed):
    answer = admin.post(f"/office/jobs/{failed.pk}/retry/", {"purpose": " "})
    assert answer.status_code == 409
    assert "没有写事由" in answer.content.decode()


def test_the_last_night_is_shown(admin):
    day = dt.date(2026, 1, 2)
    for title, is_done in (("全员比对", True), ("数据库整理", False)):
        NightStep.objects.create(
            night=day, name=title, title=title, started_at=timezone.now(), is_done=is_done, fault=""
        )
    html = admin.get("/office/jobs/").content.decode()
    assert "2026年1月2日" in html
    assert html.index("已完成") < html.index("没有完成")


def test_others_find_no_such_page(client, data_dir, failed):
    client.force_login(people.officer("leader", current_pack().code))
    assert client.get("/office/jobs/").status_code == 404
    assert client.post(f"/office/jobs/{failed.pk}/retry/", {"purpose": "试"}).status_code == 404
