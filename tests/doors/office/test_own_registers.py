"""Registers with fields of their own, through the office: each one of the pack, and one that is a new file."""

import datetime as dt
import io
import shutil

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.models import Import, Record, Revision
from zhaohui.county.registry.models import Person
from zhaohui.packs import default_pack, load

OFFICE = "/office/registers/"
CODE = "99999999MA0000000X"  # an impossible organisation code 模拟数据
TEXTS = {
    "text": "模拟",
    "int": "3",
    "money": "12.50",
    "bool": "是",
    "organisation": CODE,
    "place": "105.96,32.32",
    "phone": "19900000000",
    "area": "510811",
}
NEW = """\
id: tea-houses
name: 茶馆名册
purpose: 试验加一本台账只要一个文件
keeper: town-officer
level: village
subject: place
title: 店名
key: [店名]
fields:
  - {name: 店名, type: text, required: true, privacy: public}
  - {name: 桌数, type: int, filter: true, privacy: public, unit: 张}
  - {name: 坐满, type: int}
  - {name: 茶价, type: money, filter: true}
  - {name: 种类, type: enum, values: [老茶馆, 新茶馆], filter: true}
  - {name: 老板电话, type: phone, privacy: sealed}
  - {name: 关门日期, type: date, required_in: [closed]}
states:
  - {id: listed, name: 在册, next: [closed]}
  - {id: closed, name: 关门, next: [listed], ends: true}
columns: [桌数, 种类]
review_months: 12
quality:
  - {id: seats, name: 坐满不多于桌数, holds: 坐满 <= 桌数}
public: {show: rows, columns: [店名, 桌数], states: [listed]}
source: plan-2021
verification: placeholder
"""


@pytest.fixture(scope="session")
def with_tea(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tea") / "pack"
    shutil.copytree(default_pack(), folder)
    (folder / "registers" / "tea-houses.yaml").write_text(NEW, "utf-8")
    return folder


@pytest.fixture
def tea(with_tea, monkeypatch):
    monkeypatch.setenv("ZHAOHUI_PACK", str(with_tea))
    return f"{OFFICE}tea-houses/"


@pytest.fixture
def elder(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


def signed_in(account):
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def town(elder):
    return signed_in(officer("town-officer", elder.village[:9]))


@pytest.fixture
def neighbour(elder):
    code = next(row.code for row in current_pack().towns if row.code != elder.village[:9])
    return signed_in(officer("town-officer", code))


def posted(register, **own):
    """Return a filled form of a register: one value of each field's type."""
    found = {}
    for number, field in enumerate(register.fields, 1):
        if field.name in own:
            found[f"f{number}"] = own[field.name]
        elif field.type == "enum":
            found[f"f{number}"] = field.values[0]
        elif field.type == "date":
            found[f"f{number}"] = "" if field.required_in else county_today().isoformat()
        else:
            found[f"f{number}"] = TEXTS.get(field.type, "")
        if field.type == "int" and field.low and field.low > 3:
            found[f"f{number}"] = str(field.low)
    return found


def entered(client, address, village, register, **own):
    done = client.post(f"{address}new/", {"area": village, **posted(register, **own)})
    assert done.status_code == 302, read(done).text
    return done.headers["Location"]


def own_registers():
    return [row for row in load(default_pack()).registers if row.fields]


REGISTERS = own_registers()


@pytest.mark.parametrize("register", REGISTERS, ids=lambda row: row.id)
def test_each_register_of_the_pack_is_kept_through_the_office(register, elder, county):
    post = "village-worker" if register.keeper == "village-worker" else register.keeper
    area = {"village-worker": elder.village, "town-officer": elder.village[:9]}
    client = signed_in(officer(post, area.get(post, current_pack().code)))
    address = f"{OFFICE}{register.id}/"
    level = {"district": current_pack().code, "town": elder.village[:9]}
    place = level.get(register.level, elder.village)
    for field in register.fields:
        if field.refers:
            Record.objects.create(
                register=field.refers, natural_key=TEXTS["text"], area=place, values={}, sealed=b""
            )
    if register.is_about_somebody:
        done = client.post(f"{address}new/{elder.pk}/", posted(register))
        assert done.status_code == 302, read(done).text
        one = done.headers["Location"]
    else:
        one = entered(client, address, place, register)
    page = read(client.get(one))
    assert "登记" in page.text
    row = Record.objects.get(register=register.id)
    assert f"{address}{row.pk}/" in read(client.get(address)).links
    assert row.faults == []
    for more in ("map/", "quality/", "duplicates/", "import/", "?t1=none"):
        assert client.get(address + more).status_code in (200, 400)


def test_a_register_is_one_text_file(tea, town, neighbour, elder):
    register = current_pack().register("tea-houses")
    one = entered(town, tea, elder.village, register, 店名="老街茶馆", 桌数="8", 坐满="9")
    page = read(town.get(one))
    assert "老街茶馆" in page.headings
    assert "坐满不多于桌数" in page.text
    assert "19900000000" in page.text
    row = Record.objects.get()
    assert "19900000000" not in str(row.values)
    assert row.review_due == county_today().replace(year=county_today().year + 1)
    assert one in read(town.get(f"{tea}?n1_from=5&n1_to=8&t1=老茶馆")).links
    assert one not in read(town.get(f"{tea}?n1_from=9")).links
    assert one in read(town.get(f"{tea}?quality=faulty")).links
    assert one in read(town.post(f"{tea}find/", {"words": "老街"})).links
    for address in (one, f"{one}change/"):
        assert neighbour.get(address).status_code == 404
    assert one not in read(neighbour.get(tea)).links


def test_a_change_is_told_old_and_new_and_vouched_for_by_the_chain(tea, town, elder):
    register = current_pack().register("tea-houses")
    one = entered(town, tea, elder.village, register, 店名="老街茶馆")
    form = read(town.get(f"{one}change/"))
    assert form.inputs["f1"] == "老街茶馆"
    given = {**posted(register, 店名="新街茶馆", 老板电话="19911111111"), "area": elder.village}
    assert town.post(f"{one}change/", {**given, "version": "1"}).status_code == 302
    page = read(town.get(one)).text
    assert "老街茶馆 → 新街茶馆" in page
    assert "19900000000 → 19911111111" in page
    assert town.post(f"{one}change/", {**given, "version": "1"}).status_code == 409
    told = Revision.objects.get(did="change")
    assert "199" not in str(told.changes)
    entry = Entry.objects.filter(change__contains=told.digest).get()
    assert entry.action == "record.write"
    assert "新街" not in entry.change + entry.fields


def test_states_lead_where_the_file_says_and_ask_for_what_it_requires(tea, town, elder):
    register = current_pack().register("tea-houses")
    one = entered(town, tea, elder.village, register, 店名="老街茶馆")
    refused = town.post(one, {"version": "1", "next": "closed"})
    assert refused.status_code == 400
    assert "“关门日期”还没有填" in read(refused).text
    given = posted(register, 店名="老街茶馆", 关门日期="2026-01-02")
    town.post(f"{one}change/", {**given, "area": elder.village, "version": "1"})
    assert town.post(one, {"version": "2", "next": "closed"}).status_code == 302
    row = Record.objects.get()
    assert (row.state, row.review_due) == ("closed", None)


def test_a_review_sets_the_next_one(tea, town, elder):
    register = current_pack().register("tea-houses")
    one = entered(town, tea, elder.village, register, 店名="老街茶馆")
    Record.objects.update(review_due=dt.date(2020, 1, 1), reviewed_on=dt.date(2019, 1, 1))
    assert "该核实了" in read(town.get(one)).text
    assert one in read(town.get(f"{tea}?quality=overdue")).links
    assert town.post(one, {"version": "1", "did": "review"}).status_code == 302
    assert Record.objects.get().reviewed_on == county_today()
    assert one not in read(town.get(f"{tea}?quality=overdue")).links


def test_wrong_fields_are_sentences_and_nothing_is_stored(tea, town, elder):
    register = current_pack().register("tea-houses")
    given = posted(register, 店名="", 桌数="很多", 老板电话="12")
    refused = town.post(f"{tea}new/", {"area": elder.village, **given})
    text = read(refused).text
    assert refused.status_code == 400
    for said in ("“店名”还没有填", "“桌数”不是", "“老板电话”不是电话号码"):
        assert said in text
    assert not Record.objects.exists()


def test_the_same_key_is_entered_once(tea, town, elder):
    register = current_pack().register("tea-houses")
    entered(town, tea, elder.village, register, 店名="老街茶馆")
    again = town.post(f"{tea}new/", {"area": elder.village, **posted(register, 店名="老街 茶馆")})
    assert again.status_code == 400
    assert "已经有这条记录" in read(again).text


def workbook(*lines):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


HEADS = ["所在地", "店名", "桌数", "种类"]


def upload(client, tea, *lines, name="茶馆.xlsx"):
    file = SimpleUploadedFile(name, workbook(HEADS, *lines))
    return client.post(f"{tea}import/", {"file": file})


def test_a_file_is_previewed_row_by_row_and_taken_in_once(tea, town, elder):
    good = [[elder.village, f"茶馆{n}", n, "老茶馆"] for n in range(1, 4)]
    bad = [["别处", "茶馆9", "许多", "老茶馆"], [elder.village, "茶馆1", 5, "老茶馆"]]
    preview = upload(town, tea, *good, *bad).headers["Location"]
    text = read(town.get(preview)).text
    assert "“桌数”" in text
    assert "和第 2 行是同一条" in text
    assert town.post(preview, {"did": "run"}).status_code == 400
    assert not Record.objects.exists()
    assert town.post(preview, {"did": "run", "skip": "1"}).status_code == 302
    assert Record.objects.count() == 3
    again = upload(town, tea, *good).headers["Location"]
    assert Import.objects.order_by("-pk").first().report["same"] == 3
    town.post(again, {"did": "run"})
    assert (Record.objects.count(), Revision.objects.count()) == (3, 3)
    changed = upload(town, tea, [elder.village, "茶馆1", 7, "新茶馆"]).headers["Location"]
    town.post(changed, {"did": "run"})
    row = Record.objects.get(natural_key="茶馆1")
    assert (row.values["桌数"], row.n1, row.version) == ("7", 7, 2)


def test_an_import_of_the_neighbour_is_out_of_range(tea, town, neighbour, elder):
    preview = upload(town, tea, [elder.village, "茶馆1", 1, "老茶馆"]).headers["Location"]
    assert neighbour.get(preview).status_code == 404
    there = upload(neighbour, tea, [elder.village, "茶馆2", 1, "老茶馆"]).headers["Location"]
    assert "“所在地”不在您的范围" in read(neighbour.get(there)).text


@pytest.mark.parametrize("name", ["茶馆.pdf", "茶馆.xlsx"])
def test_what_is_no_table_is_a_sentence(tea, town, name):
    file = SimpleUploadedFile(name, b"not a table")
    refused = town.post(f"{tea}import/", {"file": file})
    assert refused.status_code == 400
    assert not Import.objects.exists()


def test_records_that_look_alike_are_merged_or_kept_apart(tea, town, elder):
    register = current_pack().register("tea-houses")
    one = entered(town, tea, elder.village, register, 店名="老街茶馆")
    two = entered(town, tea, elder.village, register, 店名="老街（茶馆）")
    three = entered(town, tea, elder.village, register, 店名="昭化区老街茶馆")
    pks = [int(each.rstrip("/").rpartition("/")[2]) for each in (one, two, three)]
    assert "合并，保留第一条" in read(town.get(f"{tea}duplicates/")).text
    apart = {"first": pks[0], "second": pks[2], "did": "apart"}
    assert town.post(f"{tea}duplicates/", apart).status_code == 302
    merge = {"first": pks[0], "second": pks[1], "did": "merge"}
    assert town.post(f"{tea}duplicates/", merge).status_code == 302
    assert town.get(two).headers["Location"] == one
    assert two not in read(town.get(tea)).links
    assert "没有看起来重复" in read(town.get(f"{tea}duplicates/")).text
    assert town.post(f"{tea}duplicates/", merge).status_code == 404


def test_each_office_has_a_score_that_leads_to_what_is_wrong(tea, town, elder):
    register = current_pack().register("tea-houses")
    entered(town, tea, elder.village, register, 店名="甲", 桌数="8", 坐满="9")
    entered(town, tea, elder.village, register, 店名="乙", 桌数="8", 坐满="1")
    page = read(town.get(f"{tea}quality/"))
    assert "50" in page.text
    assert f"{tea}?area={elder.village[:9]}&quality=faulty" in page.links


def test_the_list_takes_few_queries(tea, town, elder, django_assert_max_num_queries):
    register = current_pack().register("tea-houses")
    for name in "甲乙丙":
        entered(town, tea, elder.village, register, 店名=name)
    town.get(tea)
    with django_assert_max_num_queries(20):
        assert town.get(f"{tea}?t1=老茶馆&n1_from=1").status_code == 200


def test_an_export_is_asked_for_and_approved_by_another(tea, town, elder):
    register = current_pack().register("tea-houses")
    entered(town, tea, elder.village, register, 店名="甲")
    given = {"bulk": "export", "chosen": "all"}
    preview = town.post("/office/lists/register-tea-houses/preview/", given)
    assert preview.status_code == 200
    assert tea in read(preview).links


def test_what_the_file_makes_public_is_public_and_nothing_else(tea, town, elder):
    register = current_pack().register("tea-houses")
    entered(town, tea, elder.village, register, 店名="老街茶馆", 桌数="8", 茶价="5")
    page = read(Client().get("/registers/tea-houses/"))
    assert "老街茶馆" in page.text
    assert "8 张" in page.text
    for closed in ("19900000000", "5.00", "老茶馆"):
        assert closed not in page.text
    assert "/registers/tea-houses/" in read(Client().get("/registers/")).links


def test_of_people_only_counts_are_public_and_small_ones_are_kept_back(town, elder):
    register = current_pack().register("home-care-disabled")
    town.post(f"{OFFICE}{register.id}/new/{elder.pk}/", posted(register))
    assert Record.objects.count() == 1
    page = read(Client().get(f"/registers/{register.id}/"))
    assert "少，不公开" in page.text
    assert elder.name not in page.text


def test_a_register_without_public_view_is_not_there(county):
    assert Client().get("/registers/vagrant-relief/").status_code == 404
