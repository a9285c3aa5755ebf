"""A department's table enters whole or not at all; every fault says row, column and remedy."""

import csv
import datetime as dt
import logging

import pytest
from openpyxl import Workbook

from tests.county.small_county import identity_number, the_pack
from zhaohui.county.registry.actions import import_table as action
from zhaohui.county.registry.actions.import_table import Source, import_table
from zhaohui.county.registry.errors import MixedDataError
from zhaohui.county.registry.importing.mapping import ColumnMapping
from zhaohui.county.registry.models import FieldOverride, Household, Person, SourceBatch
from zhaohui.county.registry.seals import registry_seals

pytestmark = pytest.mark.django_db
BORN = dt.date(1940, 5, 1)
VILLAGE = the_pack().villages[0].code
OTHER_VILLAGE = the_pack().villages[1].code
NUMBERS = [identity_number(position, BORN, "女") for position in range(0, 40_000, 19_000)]
CIVIL = Source(department="民政", as_of=dt.date(2026, 1, 1))


def write_csv(path, rows, encoding="utf-8"):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def bring(tmp_path, data_dir):
    """Import rows (the first: headers) and return the report."""

    def run(rows, *, source=CIVIL, encoding="utf-8", **options):
        path = write_csv(tmp_path / "table.csv", rows, encoding)
        return import_table(path, pack=the_pack(), source=source, **options)

    return run


@pytest.fixture
def register(bring):
    """Two people of one household, as the police's table brings them."""
    return bring(
        [
            ["身份证号", "姓名", "户号", "性别", "出生日期", "居住区划", "手机号"],
            [NUMBERS[0], "甲某", "H1", "女", "1940-05-01", VILLAGE, "10000000001"],
            [NUMBERS[1], "乙某", "H1", "女", "1940年5月1日", VILLAGE, ""],
        ],
        source=Source(department="公安", as_of=dt.date(2025, 12, 1)),
    )


def person(number):
    return Person.objects.get(identity_index=registry_seals().identity_index.of(number))


def test_a_cell_of_any_length_is_a_fault_of_its_row(bring):
    long = "9" * 200
    report = bring(
        [["身份证号", "户号", "手机号", "银行卡号", "姓名"], [NUMBERS[0], long, long, long, long]]
    )
    assert {(fault.row, fault.column) for fault in report.faults} >= {
        (2, "户号"), (2, "手机号"), (2, "银行卡号"), (2, "姓名")
    }  # fmt: skip
    assert not any("999" in fault.what + fault.mend for fault in report.faults)


def test_the_same_file_from_two_commands_at_once_enters_once(bring, register, monkeypatch):
    """The other command ends its import while this one still checks its rows."""
    rows = [["身份证号", "月收入"], [NUMBERS[0], "77"]]
    check = action.check_rows
    other = []

    def slowly(*words):
        monkeypatch.setattr(action, "check_rows", check)
        other.append(bring(rows))
        return check(*words)

    monkeypatch.setattr(action, "check_rows", slowly)
    mine = bring(rows)
    assert other[0].repeated is None
    assert (mine.repeated is not None, mine.batch) == (True, other[0].batch)
    assert person(NUMBERS[0]).monthly_income == 7_700


def test_births_to_come_and_control_characters_are_faults(bring):
    unborn = identity_number(1, dt.date(2999, 5, 1), "女")
    report = bring([["身份证号", "姓名"], [unborn, "甲某"], [NUMBERS[0], "甲\x1b[31m"]])
    assert {(fault.row, fault.column) for fault in report.faults} == {(2, "身份证号"), (3, "姓名")}


def test_new_people_get_their_households(register):
    assert (register.rows, register.created, register.updated, register.faults) == (2, 2, 0, [])
    first, second = person(NUMBERS[0]), person(NUMBERS[1])
    assert (first.registered_id, first.living_id) == (second.registered_id, second.living_id)
    assert first.registered_id != first.living_id
    assert sorted(Household.objects.values_list("kind", "number", "village")) == [
        ("living", "H1", VILLAGE),
        ("registered", "H1", VILLAGE),
    ]
    assert (first.name, first.sex, first.birth_date, first.town) == (
        "甲某",
        "女",
        BORN,
        VILLAGE[:9],
    )
    assert registry_seals().phone.open(first.phone_sealed) == "10000000001"
    assert first.batch.department == "公安"


def test_a_second_table_adds_facts_and_says_where_they_come_from(register, bring):
    report = bring(
        [
            ["身份证号", "需长期照护", "月收入", "低保状态"],
            [NUMBERS[0], "是", "1,200.50", "是"],
            [NUMBERS[1], "", "", ""],
        ]
    )
    assert (report.created, report.updated, report.unchanged) == (0, 1, 1)
    first, second = person(NUMBERS[0]), person(NUMBERS[1])
    assert (first.needs_long_term_care, first.monthly_income, first.living.dibao) == (
        True,
        120_050,
        True,
    )
    assert (second.needs_long_term_care, second.monthly_income) == (None, None)
    assert first.batch.department == "公安"
    noted = FieldOverride.objects.values_list(
        "subject", "subject_id", "column", "batch__department"
    )
    assert sorted(noted) == [
        ("household", first.living_id, "dibao", "民政"),
        ("person", first.pk, "monthly_income", "民政"),
        ("person", first.pk, "needs_long_term_care", "民政"),
    ]


def test_a_blank_cell_keeps_what_is_known(register, bring):
    bring([["身份证号", "月收入", "寄宿"], [NUMBERS[0], "100", "否"]])
    bring([["身份证号", "月收入", "寄宿"], [NUMBERS[0], "", "是"]])
    first = person(NUMBERS[0])
    assert (first.monthly_income, first.boards) == (10_000, True)


def test_the_same_file_twice_changes_nothing(register, bring):
    rows = [["身份证号", "月收入"], [NUMBERS[0], "100"]]
    first, second = bring(rows), bring(rows)
    assert second.batch == first.batch
    assert second.repeated is not None
    assert SourceBatch.objects.count() == 2


def test_the_same_file_read_another_way_is_another_import(register, bring):
    rows = [["身份证号", "收入"], [NUMBERS[0], "100"]]
    bring(rows, mapping=ColumnMapping(ignore=["收入"]))
    assert person(NUMBERS[0]).monthly_income is None
    second = bring(rows, mapping=ColumnMapping(columns={"收入": "月收入"}))
    assert second.repeated is None
    assert person(NUMBERS[0]).monthly_income == 10_000


def test_dry_run_counts_and_writes_nothing(register, bring):
    report = bring([["身份证号", "月收入"], [NUMBERS[0], "100"]], dry_run=True)
    assert (report.updated, report.batch) == (1, None)
    assert person(NUMBERS[0]).monthly_income is None
    assert SourceBatch.objects.count() == 1


WRONG = [
    (["身份证号", "月收入"], ["123", "5"], "身份证号", "18 位"),
    (
        ["身份证号", "月收入"],
        [NUMBERS[0][:-1] + ("0" if NUMBERS[0][-1] != "0" else "1"), "5"],
        "身份证号",
        "校验位",
    ),
    (["身份证号", "月收入"], ["", "5"], "身份证号", "18 位"),
    (["身份证号", "月收入"], [NUMBERS[0], "很多"], "月收入", "不是数字"),
    (["身份证号", "月收入"], [NUMBERS[0], "1.234"], "月收入", "小数超过两位"),
    (["身份证号", "寄宿"], [NUMBERS[0], "也许"], "寄宿", "是”或“否"),
    (["身份证号", "婚姻状况"], [NUMBERS[0], "已結婚"], "婚姻状况", "没有这个选项"),
    (["身份证号", "入伍日期"], [NUMBERS[0], "1960-02-30"], "入伍日期", "不是日历上的日期"),
    (["身份证号", "出生日期"], [NUMBERS[0], "1941-05-01"], "出生日期", "与身份证号不一致"),
    (["身份证号", "性别"], [NUMBERS[0], "男"], "性别", "与身份证号不一致"),
    (
        ["身份证号", "居住区划"],
        [NUMBERS[0], f"{the_pack().code}999999"],
        "居住区划",
        "没有这个代码",
    ),
    (["身份证号", "居住区划"], [NUMBERS[0], "12345"], "居住区划", "不是区划代码"),
    (["身份证号", "手机号"], [NUMBERS[0], "打不通"], "手机号", "不是手机号"),
    (["身份证号", "月收入"], [NUMBERS[2], "5"], "身份证号", "没有这个号码"),
    (["身份证号", "户号"], [NUMBERS[2], "H9"], "居住区划", "哪个村"),
    (["身份证号", "户号"], [NUMBERS[0], "H2"], "户号", "与登记库里的不一致"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[3])
def test_one_wrong_row_keeps_all_out(register, bring, caplog, wrong):
    headers, cells, column, what = wrong
    caplog.set_level(logging.DEBUG)
    good = [NUMBERS[1], *{"月收入": ["9"], "寄宿": ["是"]}.get(headers[1], [""])]
    before = list(Person.objects.order_by("id").values())
    report = bring([headers, good, cells])
    fault = report.faults[0]
    assert (len(report.faults), fault.row, fault.column) == (1, 3, column)
    assert what in fault.what
    assert fault.mend
    assert list(Person.objects.order_by("id").values()) == before
    assert SourceBatch.objects.count() == 1
    secrets = {cell for cell in cells if len(cell) > 2 and cell != "H9"}
    assert not [secret for secret in secrets if secret in fault.what + fault.mend + caplog.text]


def test_every_fault_of_every_row_is_told_at_once(register, bring):
    report = bring(
        [["身份证号", "月收入", "寄宿"], ["1", "x", "?"], [NUMBERS[0], "1", "是"], ["2", "1", "!"]]
    )
    assert [(fault.row, fault.column) for fault in report.faults] == [
        (2, "身份证号"), (2, "月收入"), (2, "寄宿"), (4, "身份证号"), (4, "寄宿"),
    ]  # fmt: skip


def test_one_number_twice_and_one_household_two_ways(register, bring):
    twice = bring([["身份证号", "月收入"], [NUMBERS[0], "1"], [NUMBERS[0], "1"]])
    assert "与第 2 行是同一个号码" in twice.faults[0].what
    two_ways = bring([["身份证号", "低保状态"], [NUMBERS[0], "是"], [NUMBERS[1], "否"]])
    assert (two_ways.faults[0].row, two_ways.faults[0].column) == (3, "低保状态")
    assert "同一户" in two_ways.faults[0].what


def test_mapping_renames_translates_and_ignores(register, bring):
    mapping = ColumnMapping(
        columns={"证件号码": "身份证号", "xb": "性别"},
        ignore=["备注"],
        values={"xb": {"1": "男", "2": "女"}},
    )
    report = bring([["证件号码", "xb", "备注"], [NUMBERS[0], "2", "随便"]], mapping=mapping)
    assert (report.faults, report.unchanged) == ([], 1)


def test_gb18030_text_is_read(register, bring):
    assert bring([["身份证号", "民族"], [NUMBERS[0], "羌族"]], encoding="gb18030").updated == 1
    assert person(NUMBERS[0]).ethnicity == "羌族"


def test_a_workbook_is_read(register, data_dir, tmp_path):
    book = Workbook()
    book.active.title = "说明"
    sheet = book.create_sheet("名册")
    sheet.append(["身份证号", "月收入", "入伍日期", "寄宿"])
    sheet.append([NUMBERS[0], 1200.5, dt.date(1960, 3, 1), True])
    path = tmp_path / "table.xlsx"
    book.save(path)
    report = import_table(path, pack=the_pack(), source=CIVIL, sheet="名册")
    first = person(NUMBERS[0])
    assert (report.updated, first.monthly_income, first.enlisted_on, first.boards) == (
        1,
        120_050,
        dt.date(1960, 3, 1),
        True,
    )


def test_a_number_that_a_spreadsheet_rounded_is_told(register, data_dir, tmp_path):
    book = Workbook()
    book.active.append(["身份证号", "月收入"])
    book.active.append([float(NUMBERS[0].replace("X", "0")), 1])
    path = tmp_path / "table.xlsx"
    book.save(path)
    (fault,) = import_table(path, pack=the_pack(), source=CIVIL).faults
    assert "文本格式" in fault.mend


def test_real_and_synthetic_people_are_not_mixed(county, bring):
    rows = [["身份证号", "月收入"], [county.persons["identity_number"][0].as_py(), "7"]]
    with pytest.raises(MixedDataError, match="synthetic county"):
        bring(rows)
    report = bring(
        rows, source=Source(department="民政", as_of=dt.date(2026, 1, 1), is_synthetic=True)
    )
    assert report.updated == 1


def test_statements_do_not_grow_with_the_rows(register, bring, django_assert_max_num_queries):
    numbers = [
        identity_number(position, BORN + dt.timedelta(days=position), "女")
        for position in range(3, 303)
    ]
    rows = [[number, f"T{place}", VILLAGE] for place, number in enumerate(numbers)]
    with django_assert_max_num_queries(25):
        report = bring([["身份证号", "户号", "居住区划"], *rows])
    assert report.created == 300
