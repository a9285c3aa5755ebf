"""A register is one text file: put into the pack, it is filled, filtered, changed and seen in public by browser."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import served
from tests.browser.test_access import scrolls_sideways, violations
from tests.browser.test_one_form import sign_in
from tests.doors.office.test_own_registers import NEW
from zhaohui.packs import default_pack

pytestmark = pytest.mark.browser
LIST = "/office/registers/tea-houses/"


@pytest.fixture(scope="module")
def tea_site(site, site_env, tmp_path_factory):
    """The same county's program with one file more in its pack."""
    pack = tmp_path_factory.mktemp("tea") / "pack"
    shutil.copytree(default_pack(), pack)
    (pack / "registers" / "tea-houses.yaml").write_text(NEW, "utf-8")
    with served(site_env | {"ZHAOHUI_PACK": str(pack)}) as address:
        yield address


@pytest.fixture
def page(tea_site, chromium):
    context = chromium.new_context(base_url=tea_site, viewport={"width": 320, "height": 900})
    yield context.new_page()
    context.close()


def test_one_file_is_a_register_with_all_its_pages(page, axe, demonstration_password):
    town = {"name": "demo-town-officer", "password": demonstration_password}
    sign_in(page, town, "/office/registers/")
    page.get_by_role("link", name="茶馆名册").click()
    page.get_by_role("link", name="登记一条").click()
    page.get_by_label("桌数").fill("十二")
    page.get_by_role("button", name="登记").click()
    alert = page.get_by_role("alert")
    for wanted in ("所在地", "店名", "桌数"):  # all that is wrong at once
        expect(alert).to_contain_text(wanted)
    assert violations(page, axe) == []
    for label, text in (("店名", "模拟茶馆"), ("桌数", "12"), ("坐满", "9"), ("茶价", "5.5")):
        page.get_by_label(label).fill(text)
    page.get_by_label("种类").select_option("老茶馆")
    page.get_by_label("老板电话").fill("19900000000")
    page.get_by_label("所在地").select_option(index=1)
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("模拟茶馆")
    expect(page.locator("main")).to_contain_text("12 张")
    assert violations(page, axe) == []
    assert not scrolls_sideways(page)

    page.goto(f"{LIST}?t1=新茶馆")
    expect(page.locator("main")).to_contain_text("共 0 条")
    page.goto(LIST)
    expect(page.locator("main")).to_contain_text("共 1 条")
    assert violations(page, axe) == []

    page.get_by_role("link", name="模拟茶馆").click()
    page.get_by_role("link", name="修改").click()
    page.get_by_label("坐满").fill("20")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main")).to_contain_text("坐满不多于桌数")

    page.goto("/registers/tea-houses/")
    expect(page.locator("main")).to_contain_text("模拟茶馆")
    expect(page.locator("main")).not_to_contain_text("19900000000")
    assert violations(page, axe) == []
