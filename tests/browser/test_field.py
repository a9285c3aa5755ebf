"""The worker's phone: reports made without a network survive reload and restart, and are kept once."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import sys
import zlib

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import FLAGS, ROOT
from tests.browser.test_access import scrolls_sideways, violations
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser


def program(site_env, *words):
    command = [sys.executable, "-m", "tests.browser.field_cast", *words]
    done = subprocess.run(
        command, env=site_env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def png():
    """A picture of one dot."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00\x10\x20\x30")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.fixture(autouse=True)
def _patience():
    """A phone is slow where several tests share a machine."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def wire(site):
    made = Wire(site)
    yield made
    made.close()


@pytest.fixture
def phone(chromium, wire, tmp_path):
    """Start the phone's browser, with what it kept the last time."""
    running = []

    def started():
        for context in running:
            context.close()
        running.clear()
        context = chromium.browser_type.launch_persistent_context(
            tmp_path / "phone",
            executable_path=chromium_path(),
            args=FLAGS,
            base_url=wire.address,
            viewport={"width": 320, "height": 640},
        )
        running.append(context)
        return context

    yield started
    for context in running:
        context.close()


def chromium_path():
    return shutil.which("chromium") or shutil.which("chromium-browser")


def sign_in(page, account):
    page.goto("/accounts/login/?next=/field/")
    page.locator("input[name=login]").fill(account["name"])
    page.locator("input[name=password]").fill(account["password"])
    page.get_by_role("button", name="登录").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("今天走访")
    expect(page.locator("#field[data-ready]")).to_be_attached()
    expect(page.locator("#field[data-kept]")).to_be_attached()


def sync_line(page):
    return page.locator("[data-sync-line]")


def visit(page, name):
    return page.locator("article.stop").filter(has=page.get_by_role("heading", name=name))


def press(page, name, button, *, note="", photo=b""):
    stop = visit(page, name).first
    stop.get_by_label("说明（可以不写）").fill(note)
    if photo:
        file = {"name": "door.png", "mimeType": "image/png", "buffer": photo}
        stop.get_by_label("照片（可以不拍）").set_input_files(file)
    stop.get_by_role("button", name=button, exact=True).click()
    expect(stop.locator("[data-visit-said]")).to_be_visible()


def go_offline(context, wire):
    wire.is_down = True
    context.set_offline(True)


def go_online(context, wire):
    wire.is_down = False
    context.set_offline(False)


def test_three_reports_without_a_network_survive_reload_and_restart_and_are_kept_once(
    phone, wire, site_env
):
    cast = program(site_env, "make", "offline")
    context = phone()
    page = context.new_page()
    sign_in(page, cast["worker"])
    expect(sync_line(page)).to_have_text("没有要上传的")
    go_offline(context, wire)
    first, second, third = cast["people"]
    press(page, first, "不在", note="门锁着")
    press(page, second, "已访", photo=png())
    expect(sync_line(page)).to_have_text("未上传 2 条 · 没有网络")
    page.reload()
    expect(sync_line(page)).to_have_text("未上传 2 条 · 没有网络")
    expect(visit(page, first).locator("[data-visit-said]")).to_contain_text("等上传")
    press(page, third, "需帮助", note="要人陪着去医院")
    expect(sync_line(page)).to_have_text("未上传 3 条 · 没有网络")
    assert not scrolls_sideways(page)

    context = phone()  # closed and opened again, still without a network
    go_offline(context, wire)
    page = context.new_page()
    page.goto("/field/")
    expect(sync_line(page)).to_have_text("未上传 3 条 · 没有网络")
    expect(visit(page, third).first).to_be_visible()
    assert program(site_env, "kept", "offline")["entries"] == []

    go_online(context, wire)  # the session ended with the browser
    expect(sync_line(page)).to_have_text("未上传 3 条 · 需要重新登录")
    sign_in(page, cast["worker"])
    expect(sync_line(page)).to_have_text(re.compile(r"^全部已上传 \d\d:\d\d$"))
    kept = program(site_env, "kept", "offline")
    assert [(e["button"], e["outcome"], e["note"]) for e in kept["entries"]] == [
        ("away", "applied", "门锁着"),
        ("visited", "applied", ""),
        ("help", "noted", "要人陪着去医院"),
    ]
    assert [e["photo"] for e in kept["entries"]] == [False, True, False]
    assert [e["audited"] for e in kept["entries"]] == [1, 1, 1]
    assert kept["states"] == ["unreachable", "told", "found"]
    assert page.evaluate(LEFT) == 0


# What waits in the phone's store.
LEFT = """() => new Promise((yes) => {
    const opening = indexedDB.open('zhaohui-field', 1);
    opening.onsuccess = () => {
        const all = opening.result.transaction('queue').objectStore('queue').count();
        all.onsuccess = () => { opening.result.close(); yes(all.result); };
    };
})"""


def test_after_an_upload_the_list_is_there_without_a_network(phone, wire, site_env):
    cast = program(site_env, "make", "kept-list")
    context = phone()
    page = context.new_page()
    sign_in(page, cast["worker"])
    press(page, cast["people"][0], "不在")
    expect(sync_line(page)).to_have_text(re.compile("^全部已上传"))
    go_offline(context, wire)
    page.reload()
    for name in cast["people"]:
        expect(visit(page, name).first).to_be_visible()


def test_an_answer_that_gets_lost_leaves_one_report(phone, wire, site_env):
    cast = program(site_env, "make", "lost")
    context = phone()
    page = context.new_page()
    sign_in(page, cast["worker"])
    wire.lost = 100  # Chromium sends a post again by itself where a connection in use broke
    press(page, cast["people"][0], "不在", note="门锁着")
    expect(sync_line(page)).to_have_text(
        "未上传 1 条 · 服务器没有答复，过一会儿再传"
    )  # nobody heard the county's answer
    assert len(program(site_env, "kept", "lost")["entries"]) == 1
    wire.lost = 0
    page.get_by_role("button", name="现在上传").click()
    expect(sync_line(page)).to_have_text(re.compile("^全部已上传"))
    (entry,) = program(site_env, "kept", "lost")["entries"]
    assert (entry["outcome"], entry["audited"]) == ("applied", 1)


def test_a_conflict_is_shown_on_the_phone_and_not_hidden(phone, wire, site_env):
    cast = program(site_env, "make", "conflict")
    context = phone()
    page = context.new_page()
    sign_in(page, cast["worker"])
    go_offline(context, wire)
    press(page, cast["people"][0], "不在")
    program(site_env, "answer", "conflict")
    go_online(context, wire)
    expect(page.locator("[data-sync-conflicts]")).to_contain_text("本人已知道，自己在办")
    expect(page.get_by_role("heading", name="对不上的")).to_be_visible()
    expect(page.locator(".entry-conflict")).to_contain_text("没有改动")
    assert program(site_env, "kept", "conflict")["states"][0] == "already_known"


def test_another_user_of_the_phone_sees_nothing_and_sign_out_wipes(phone, wire, site_env):
    cast = program(site_env, "make", "shared")
    context = phone()
    page = context.new_page()
    sign_in(page, cast["worker"])
    go_offline(context, wire)
    press(page, cast["people"][0], "不在", note="钥匙在邻居家")
    go_online_without_sending(context, wire, page)
    out = page.get_by_role("button", name="退出")
    out.click()
    expect(page.locator(".leave-words")).to_contain_text("还有 1 条走访没有上传")
    out.click()
    expect(page.get_by_role("link", name="登录").first).to_be_visible()
    go_offline(context, wire)
    page.goto("/field/")
    expect(page.locator("[data-list-note]")).to_contain_text("没有存今天的名单")
    assert cast["people"][0] not in page.content()
    page.unroute("**/field/hello/")
    go_online(context, wire)
    sign_in(page, cast["second"])
    expect(page.locator("[data-sync-others]")).to_contain_text("另一位工作人员的 1 条")
    assert "钥匙在邻居家" not in page.content()
    assert program(site_env, "kept", "shared")["entries"] == []
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("link", name="登录").first).to_be_visible()
    sign_in(page, cast["worker"])
    expect(sync_line(page)).to_have_text(re.compile("^全部已上传"))
    (entry,) = program(site_env, "kept", "shared")["entries"]
    assert entry["note"] == "钥匙在邻居家"


def go_online_without_sending(context, wire, page):
    """Let the network be there, but reports not get through."""
    page.route("**/field/hello/", lambda route: route.abort())
    go_online(context, wire)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_open_to_everybody(phone, wire, site_env, axe, width):
    cast = program(site_env, "make", f"wide-{width}")
    context = phone()
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, cast["worker"])
    for path in ("/field/", "/field/desk/", "/field/shell/", "/office/visits/"):
        page.goto(path)
        assert violations(page, axe) == [], path
        assert not scrolls_sideways(page), path
