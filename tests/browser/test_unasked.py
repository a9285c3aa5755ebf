"""高龄津贴 given unasked 免申即享: two officers decide it, the service finds people, a yes on a phone or in the village is enough."""

import json
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, zhaohui
from tests.browser.test_access import scrolls_sideways, violations
from tests.browser.unasked_cast import RULE
from zhaohui.packs import default_pack, load

pytestmark = pytest.mark.browser
# Whatever the hour: messages rest at night.
DELIVER = """
import datetime as dt, django
django.setup()
from django.utils import timezone
from zhaohui.county.outreach.actions.deliver import deliver
deliver(now=timezone.now() + dt.timedelta(hours=12))
"""
ITEM = next(item.name for item in load(default_pack()).items if RULE in item.rules)


@pytest.fixture(scope="module")
def cast(site, site_env):
    words = [sys.executable, "-m", "tests.browser.unasked_cast"]
    done = subprocess.run(
        words, env=site_env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def seated(open_page, cast, site):
    """Open a page signed in as somebody of the cast."""

    def opened(name, **options):
        page = open_page("/about/", **options)
        page.set_default_timeout(8000)
        page.context.add_cookies(
            [{"name": "sessionid", "value": cast["sessions"][name], "url": site}]
        )
        return page

    return opened


@pytest.fixture
def look(axe):
    """Look at a page as axe does, wide and narrow."""

    def looked(page):
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page, axe) == [], page.url
            assert not scrolls_sideways(page), (width, page.url)

    return looked


def decide_to_ask_nobody(proposer, reviewer, look):
    """One officer evaluates the item and proposes 免申即享 with its document; another approves."""
    proposer.goto(f"/office/items/{ITEM}/evaluate/")
    proposer.get_by_label("评估期").fill("模拟全年")
    proposer.get_by_label("评估发现").fill("模拟：系统里查得到的，不必再申请")
    proposer.get_by_label("调整要素", exact=True).check()
    proposer.get_by_role("button", name="记下").click()
    proposer.get_by_label("调整哪个要素").select_option("automatic")
    proposer.get_by_role("button", name="选这个").click()
    look(proposer)
    proposer.get_by_label("是", exact=True).check()
    proposer.get_by_label("文件标题").fill("模拟免申即享通知")
    proposer.get_by_label("条款").fill("第二条")
    proposer.get_by_label("发文机关的原文").check()
    proposer.get_by_label("用自己的话说明").fill("通知写明由系统核对，本人点头就办")
    proposer.get_by_role("button", name="提交审批").click()
    expect(proposer.get_by_role("main")).to_contain_text("免申即享")
    reviewer.goto(proposer.url)
    reviewer.get_by_label("我对照发文机关的原文核对过").check()
    reviewer.get_by_role("button", name="同意公布").click()
    expect(reviewer.get_by_role("main")).to_contain_text("已公布")
    look(reviewer)


def line_of(page, village, name):
    """Open a person's contact line from the list of the village."""
    page.goto(f"/office/outreach/?rule={RULE}&area={village}")
    page.locator("tbody tr", has_text=name).get_by_role("link").first.click()
    return page.url


def test_who_is_old_enough_gets_it_on_her_yes(seated, cast, site_env, look):
    (_online, name), (_visited, other) = cast["people"]
    proposer, reviewer = seated("proposer"), seated("reviewer")
    decide_to_ask_nobody(proposer, reviewer, look)
    zhaohui("sweep", env=site_env)
    zhaohui("ledger", "refresh", env=site_env)
    zhaohui("outreach", "find", env=site_env)
    zhaohui("outreach", "send", "--queue", "--rule", RULE, env=site_env)
    subprocess.run([sys.executable, "-c", DELIVER], env=site_env, cwd=ROOT, check=True)

    resident = seated("resident", width=320)
    resident.goto("/me/inbox/")
    expect(resident.get_by_role("main")).to_contain_text("高龄津贴")
    look(resident)
    resident.get_by_role("button", name="同意办理").click()
    expect(resident.get_by_role("main")).to_contain_text("同意了，正在办")

    worker = seated("worker", width=320)
    address = line_of(worker, cast["village"], other)
    expect(worker.get_by_role("main")).to_contain_text("本人点头就办，不用申请")
    neighbour = seated("neighbour")
    assert neighbour.goto(address).status == 404
    worker.get_by_label("本人同意办").check()
    worker.get_by_label("本人怎样同意的").select_option(label="本人当面口头同意")
    worker.locator("form", has=worker.get_by_label("本人同意办")).get_by_role("button").click()
    expect(worker.get_by_role("main")).to_contain_text("本人已确认")
    look(worker)

    proposer.goto(f"/office/outreach/?state=confirmed&rule={RULE}")
    for row in (name, other):
        proposer.locator("tbody tr", has_text=row).locator(".tick").check()
    proposer.get_by_role("button", name="记为已办…").click()
    expect(proposer.locator(".facts")).to_contain_text("2 条")
    proposer.get_by_role("button", name="确认：记为已办").click()
    for row in (name, other):
        expect(proposer.locator("tbody tr", has_text=row)).to_be_visible()

    zhaohui("ledger", "refresh", env=site_env)
    resident.goto("/me/entitlements/")
    expect(resident.get_by_role("main")).to_contain_text("高龄津贴")
    look(resident)
    assert resident.complaints == proposer.complaints == []
