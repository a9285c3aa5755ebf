"""预警 in the office: the list, one alert, all signals, readings; a new signal is one file."""

import re
import shutil

import pytest
from django.test import Client

from tests.county.signals.watching import CODE, NIGHT, TOWN, entered, set_figures, supplies
from tests.county.signals.watching import department as officer_of
from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.signals.actions.run_signals import run_signals
from zhaohui.county.signals.models import Alert, Reading
from zhaohui.packs import load

ALERTS, SIGNALS = "/office/alerts/", "/office/signals/"
NEW = """\
id: long-care
name: 需长期照护而独居
purpose: 试验加一项预警只要一个文件
domain: 养老
department: 民政
watch: {kind: persons}
levels:
  - colour: orange
    words: 需长期照护
    when: 需长期照护
    cool_days: 30
    source: plan-2021
    verification: placeholder
plan: {post: village-worker, days: 3, steps: [去看看], source: plan-2021, verification: placeholder}
source: plan-2021
verification: placeholder
"""


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def post_of(post, area, department="模拟单位"):
    return signed_in(officer(post, area, name=f"{post}-{area}-{department}", department=department))


@pytest.fixture
def alert(county):
    run_signals(NIGHT, only=["insurance-lapsed", "urgent-hardship"])
    return Alert.objects.filter(signal="insurance-lapsed").order_by("pk").first()


@pytest.fixture
def village(alert):
    return post_of("village-worker", alert.area)


def test_the_list_has_the_worst_first_in_one_query(alert, django_assert_max_num_queries):
    town = post_of("department-officer", CODE, "模拟政府")
    page = read(town.get(ALERTS))
    levels = re.findall(r"([■▲△·]) (红色|橙色|黄色|蓝色)", page.text)
    signs = [sign for sign, _word in levels if sign in "■▲△·"]
    order = ["■▲△·".index(sign) for sign in signs]
    assert order == sorted(order)
    assert "!" not in page.text.split("共")[0][-2:]
    with django_assert_max_num_queries(22):
        town.get(ALERTS)
    assert read(town.get(f"{ALERTS}?turn=late")).text.count("共 0 条")
    found = read(town.get(f"{ALERTS}?signal=urgent-hardship")).text
    assert f"共 {Alert.objects.filter(signal='urgent-hardship').count()} 条" in found
    entry = Entry.objects.filter(action="alert.read").latest("seq")
    assert entry.people


def test_an_alert_tells_what_was_seen_who_acts_and_how_often_it_was_wrong(village, alert):
    page = read(village.get(f"{ALERTS}{alert.pk}/"))
    for words in (
        "医保类别",
        "未参保",
        "个工作日以内",
        "村（社区）服务岗",
        "还没有一条有结论",
        "核对是不是在外地参保",
    ):
        assert words in page.text
    assert f"/office/tasks/{alert.task_id}/" not in page.links  # a town's task is not a village's
    assert f"/office/people/{alert.person_id}/" in page.links
    assert page.inline == []


def test_it_is_taken_up_and_closed_through_the_page(village, alert):
    at = f"{ALERTS}{alert.pk}/"
    version = read(village.get(at)).inputs["version"]
    taken = village.post(f"{at}step/", {"step": "take_up", "version": version})
    assert taken.status_code == 302
    page = read(village.get(at))
    assert "在我手上" in page.text
    version = page.inputs["version"]
    wrong = village.post(f"{at}step/", {"step": "close", "version": version, "verdict": "false"})
    assert wrong.status_code == 400
    assert "请写明依据" in read(wrong).text
    given = {"step": "close", "version": version, "verdict": "false", "words": "在外地参保"}
    assert village.post(f"{at}step/", given).status_code == 302
    page = read(village.get(at))
    assert "误报" in page.text
    assert "在外地参保" in page.text
    assert "100.0%（1 条有结论的）" in page.text
    assert village.post(f"{at}step/", given).status_code == 409


def test_the_neighbour_gets_404_and_a_wrong_step_too(village, alert):
    other = next(v.code for v in the_pack().villages if v.code[:9] != alert.area[:9])
    neighbour = post_of("village-worker", other)
    at = f"{ALERTS}{alert.pk}/"
    assert neighbour.get(at).status_code == 404
    assert neighbour.post(f"{at}step/", {"step": "take_up", "version": "1"}).status_code == 404
    assert village.post(f"{at}step/", {"step": "no", "version": "1"}).status_code == 404
    assert post_of("department-officer", CODE, "住建").get(at).status_code == 404
    assert Client().get(at).status_code in (302, 404)


def test_all_signals_stand_on_one_page_with_marks_and_gaps(db, data_dir):
    client = post_of("town-officer", TOWN)
    page = read(client.get(SIGNALS))
    for row in the_pack().signals:
        assert row.name in page.text
        assert f"{SIGNALS}{row.id}/" in page.links
        one = read(client.get(f"{SIGNALS}{row.id}/"))
        assert row.plan.steps[0] in one.text
        assert one.inline == []
    assert "可支付月数的预警线没有读到" in page.text
    assert "暂时不发" in page.text
    assert "平均 120 期误报一次" in page.text
    assert client.get(f"{SIGNALS}no-such/").status_code == 404
    insured = read(post_of("department-officer", CODE, "医保").get(SIGNALS))
    assert "零就业家庭" not in insured.text


def test_english_pages_speak_english(db, data_dir):
    client = post_of("town-officer", TOWN)
    client.cookies["django_language"] = "en"
    page = client.get(f"{SIGNALS}wage-arrears/", headers={"accept-language": "en"})
    assert "Wages owed on building sites" in read(page).text
    assert "No wage account" in read(page).text


def test_a_reading_is_entered_and_drawn(db, data_dir, monkeypatch):
    set_figures(the_pack(), monkeypatch, 医保基金可支付月数_关注=6)
    client = post_of("department-officer", CODE, "医保")
    at = f"{SIGNALS}medical-fund-months/readings/"
    page = read(client.get(at))
    assert page.inputs["area"] == CODE
    given = {"area": CODE, "period": "2026-09", "value": "7", "origin": "模拟数据月报"}
    assert client.post(at, given).status_code == 302
    assert client.post(at, given | {"period": "2026-10", "value": "5.5"}).status_code == 302
    page = read(client.get(at))
    assert "<polyline" in page.html
    assert "5.5" in page.text
    wrong = client.post(at, given | {"period": "2026-10", "value": "5"})
    assert wrong.status_code == 400
    assert "更正请写理由" in read(wrong).text
    assert read(wrong).inputs["value"] == "5"
    assert client.post(at, given | {"value": "5", "reason": "报表更正"}).status_code == 302
    assert "更正过的" in read(client.get(at)).text
    assert Reading.objects.filter(is_current=True).count() == 2
    assert client.get(f"{SIGNALS}wage-arrears/readings/").status_code == 404
    assert client.post(at, given | {"area": TOWN}).status_code == 400
    town = post_of("town-officer", TOWN)
    assert "填一期" not in read(town.get(at)).text
    assert town.post(at, given).status_code == 404


def test_a_chart_has_its_limit_and_its_table(db, data_dir):
    values = [20, 22, 19, 21, 20, 18, 23, 20, 21, 19, 20, 21, 30, 34]
    entered(officer_of("人社"), "unemployment-rise", values, today=county_today(), area=TOWN)
    client = post_of("town-officer", TOWN)
    page = read(client.get(f"{SIGNALS}unemployment-rise/readings/?area={TOWN}"))
    assert "控制图的累积和" in page.text
    assert "虚线是发出预警的数" in page.text
    alert = Alert.objects.get()
    assert "每个对象一年约 0.10 次" in read(client.get(f"{ALERTS}{alert.pk}/")).text


def test_an_alert_about_a_thing_leads_to_its_record(db, data_dir):
    row = supplies(officer_of("卫健"), stock=1)
    run_signals(NIGHT, only=["supplies-low"])
    client = post_of("town-officer", TOWN)
    page = read(client.get(f"{ALERTS}{Alert.objects.get().pk}/"))
    assert f"/office/registers/emergency-supplies/{row.pk}/" in page.links
    assert "库存数量" in page.text


def test_a_persons_page_tells_of_open_alerts(alert):
    client = post_of("town-officer", alert.area[:9])
    client.post("/office/purpose/", {"purpose": "visit", "next": "/"})
    page = read(client.get(f"/office/people/{alert.person_id}/"))
    assert f"{ALERTS}{alert.pk}/" in page.links


@pytest.fixture
def county_with_one_more(county, tmp_path, monkeypatch):
    folder = tmp_path / "pack"
    shutil.copytree(current_pack().folder, folder)
    (folder / "signals" / "long-care.yaml").write_text(NEW, encoding="utf-8")
    monkeypatch.setenv("ZHAOHUI_PACK", str(folder))
    return load(folder)


def test_a_new_signal_is_one_text_file(county_with_one_more):
    done = run_signals(NIGHT, only=["long-care"])
    assert done["signals"]["long-care"]["raised"] > 10
    found = Alert.objects.filter(signal="long-care").first()
    client = post_of("village-worker", found.area)
    assert "需长期照护而独居" in read(client.get(f"{ALERTS}{found.pk}/")).text
    assert "需长期照护而独居" in read(client.get(SIGNALS)).text
