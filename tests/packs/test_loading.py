"""Reading a pack: typed rows with their places, finders, version, and faults as sentences."""

from datetime import date
from decimal import Decimal

import pytest

from zhaohui.packs import PackError, default_pack, load


def test_every_kind_of_row_is_read_with_its_place(county):
    pack = county.load()
    assert (pack.code, pack.name, pack.areas_chain) == (
        "999901", "无名市试验区", ("999901", "9999", "99", "00"),
    )  # fmt: skip
    plan = pack.plan()
    places = {
        "facts.toml:18": pack.fact("月收入"),
        "sources.csv:3": pack.source("law"),
        "areas/towns.csv:3": pack.town("999901101"),
        "areas/villages.csv:2": pack.village("999901100001"),
        "catalog/domains.csv:3": pack.domain("优教"),
        "catalog/services.csv:3": pack.service("elderly-02"),
        "params/elderly.yaml:1": pack.parameter("津贴标准"),
        "params/elderly.yaml:10": pack.parameter("津贴标准").versions[2],
        "rules/elderly.yaml:1": pack.rules_of("elderly-01")[0],
        "rules/elderly.yaml:7": pack.rule("old-age").conditions[1],
        "rules/elderly.yaml:18": pack.rule("old-age").cases[1],
        "plan/2026-2030/plan.toml:1": plan.manifest,
        "plan/2026-2030/indicators.csv:3": plan.indicators[1],
        "holidays/2026.csv:2": pack.holidays[0],
        "calibration/population.csv:2": pack.margins[0],
        "coverage.csv:2": pack.coverage[0],
        "pack.toml:14": pack.manifest.contact[1],
    }
    assert {place: row.place for place, row in places.items()} == {p: p for p in places}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("zz = " + "[" * 5_000, "nested too deep"),
        ("zz = " + "9" * 6_000, "a number that is too long"),
    ],
)
@pytest.mark.parametrize("name", ["pack.toml", "facts.toml"])
def test_toml_beyond_measure_is_a_fault(county, name, line, words):
    county.write(name, f"{line}\n" + (county.folder / name).read_text("utf-8"))
    with pytest.raises(PackError, match=f"{name}:1: .*{words}"):
        county.load()


def test_values_are_exact(county):
    pack = county.load()
    first, second, gap = pack.parameter("津贴标准").versions
    assert first.value == {80: 2500, 90: 9950}  # 元 to fen
    assert (first.start, first.end) == (date(2020, 1, 1), date(2025, 12, 31))
    assert second.value == {80: 3000, 90: 12000}
    assert (gap.value, gap.gap) == (None, "本区标准未读到")
    assert pack.rule("old-age").cases[0].facts["月收入"] == Decimal("99.5")
    assert pack.points[0].lon == Decimal("105.5")


def test_finders_say_when_there_is_nothing(county):
    pack = county.load()
    assert pack.rules_of("education-01") == ()
    with pytest.raises(KeyError):
        pack.service("education-99")


def test_the_plans_of_the_county_and_of_wider_areas_stand_apart(county):
    manifest = (county.folder / "plan/2026-2030/plan.toml").read_text("utf-8")
    county.write(
        "plan/national/plan.toml",
        manifest.replace('"2026-2030"', '"national"').replace('"999901"', '"00"'),
    )
    county.write(
        "plan/2021-2025/plan.toml",
        manifest.replace('"2026-2030"', '"2021-2025"')
        .replace("2026-", "2021-")
        .replace("2030-", "2025-"),
    )
    pack = county.load()
    assert [plan.id for plan in pack.plans] == ["2021-2025", "2026-2030"]
    assert [plan.id for plan in pack.wider_plans] == ["national"]
    assert pack.plan("national").manifest.area == "00"


def test_the_version_changes_with_any_file_and_with_nothing_else(county):
    before = county.load().version
    county.write(".swp", "an editor's file")
    assert county.load().version == before
    county.write("areas/note.txt", "x")
    assert county.load().version != before


def test_optional_files_may_be_absent(county):
    for name in ("coverage.csv", "areas/points_2016.csv", "plan/2026-2030/projects.csv"):
        (county.folder / name).unlink()
    pack = county.load()
    assert (pack.coverage, pack.points, pack.plan().projects) == ((), (), ())


@pytest.mark.parametrize("name", ["sources.csv", "facts.toml", "plan/2026-2030/plan.toml"])
def test_a_required_file_that_is_absent_is_an_error(county, name):
    (county.folder / name).unlink()
    with pytest.raises(PackError, match=name):
        county.load()


def test_a_folder_that_is_no_pack_says_so(tmp_path):
    with pytest.raises(PackError, match="is not a pack"):
        load(tmp_path)


def test_load_names_the_first_fault_and_counts_the_rest(county):
    county.edit("areas/towns.csv", "999901100,东镇", "99990110,东镇")
    county.edit("areas/towns.csv", "西镇,镇,1", "西镇,镇,一")
    with pytest.raises(PackError) as caught:
        county.load()
    assert caught.value.message.startswith("areas/towns.csv:2: `code` is '99990110'")
    assert "(and 1 more)" in caught.value.message
    assert [p.place for p in caught.value.problems] == ["areas/towns.csv:2", "areas/towns.csv:3"]


def test_the_default_pack_can_be_named(county, monkeypatch):
    monkeypatch.setenv("ZHAOHUI_PACK", str(county.folder))
    assert load(default_pack()).code == "999901"


MALFORMED = [
    # file, old, new, place, words of the sentence
    ("pack.toml", 'code = "999901"', 'code = "99990"', "pack.toml:1", "`code`"),
    ("pack.toml", 'code = "999901"', "code = ", "pack.toml:1", "not TOML"),
    ("pack.toml", 'gap = "电话待填"', 'colour = "red"', "pack.toml:14", "`colour` is not a key"),
    ("facts.toml", 'values = ["农村", "城镇"]', "", "facts.toml:9", "an enum needs `values`"),
    ("facts.toml", '"农村", "城镇"', '"农村", "农村"', "facts.toml:9", "names one value twice"),
    ("facts.toml", 'type = "money"', 'type = "yuan"', "facts.toml:18", "`type` is 'yuan'"),
    ("facts.toml", 'name = "月收入"', 'name = "月 收入"', "facts.toml:18", "not one word"),
    ("facts.toml", 'column = "dibao"', 'column = "低保"', "facts.toml:26", "letters a–z"),
    ("facts.toml", '[[fact]]\nname = "出生日期"', '[facts]\nname = "出生日期"', "facts.toml:1", "`facts` is unknown"),
    ("facts.toml", '[[fact]]\nname = "月收入"', '[fact.x]\nname = "月收入"', "facts.toml:9", "`x` is not a key"),
    ("pack.toml", "quotation_limit = 60", "contact = 5", "pack.toml:1", "not TOML"),
    ("params/elderly.yaml", "gap: 本区标准未读到, ", "gap: 本区, place: here, ", "params/elderly.yaml:10", "is not a key"),
    ("areas/towns.csv", "code,name", "code,label", "areas/towns.csv:1", "lacks column name"),
    ("areas/towns.csv", "code,name", "code,name,x", "areas/towns.csv:1", "unknown column x"),
    ("areas/towns.csv", "kind,", "code,", "areas/towns.csv:1", "repeats column code"),
    ("areas/towns.csv", "东镇,镇", "东镇,镇,", "areas/towns.csv:2", "9 cells but the header has 8"),
    ("areas/towns.csv", "东镇,镇,2", "东镇,镇,-2", "areas/towns.csv:2", "must be at least 0"),
    ("areas/villages.csv", "东街社区,社区", '"东街社区,社区', "areas/villages.csv:2", "not CSV"),
    ("areas/points_2016.csv", "105.5", "205.5", "areas/points_2016.csv:2", "must be at most 180"),
    ("areas/points_2016.csv", "105.5", "east", "areas/points_2016.csv:2", "must be a number"),
    ("sources.csv", "2026-02-03,verified", "2026-02-03,sure", "sources.csv:2", "`verification` is 'sure'"),
    ("sources.csv", "2026-01,", "last year,", "sources.csv:2", "`published` is 'last year'"),
    ("catalog/services.csv", "placeholder,规划未列名", "placeholder,", "catalog/services.csv:3", "needs a `gap`"),
    ("plan/2026-2030/plan.toml", "2030-12-31", "2025-12-31", "plan/2026-2030/plan.toml:1", "before `period_from`"),
    ("plan/2026-2030/indicators.csv", "55以上,>=,55", "55以上,>=,", "plan/2026-2030/indicators.csv:2", "`target` has no number"),
    ("plan/2026-2030/commitments.csv", ">=,55", "at least,55", "plan/2026-2030/commitments.csv:2", "`operator` is 'at least'"),
    ("plan/2026-2030/commitments.csv", ">=,55", "range,55", "plan/2026-2030/commitments.csv:2", "`quantity_max`"),
    ("plan/2026-2030/commitments.csv", ">=,55", ">=,", "plan/2026-2030/commitments.csv:2", "`quantity` has no number"),
    ("holidays/2026.csv", "2026-01-04", "2026-01-40", "holidays/2026.csv:3", "must be a date"),
    ("params/elderly.yaml", "value: {80: 30, 90: 120}", "value: {80: 30, 90: 120.005}", "params/elderly.yaml:9", "120.005 is not an amount in 元 with at most two decimals"),
    ("params/elderly.yaml", "value: {80: 30, 90: 120}", "value: {80: 30, 90: much}", "params/elderly.yaml:9", "'much' is not an amount"),
    ("params/elderly.yaml", "value: {80: 30, 90: 120}", "value: {'80': 30}", "params/elderly.yaml:9", "as a whole number"),
    ("params/elderly.yaml", "value: {80: 30, 90: 120}", "value: 30", "params/elderly.yaml:9", "a table's value is a mapping"),
    ("params/elderly.yaml", "value: {80: 30, 90: 120}", "value: {80: null}", "params/elderly.yaml:9", "no `gap`"),
    ("params/elderly.yaml", "gap: 本区标准未读到, ", "", "params/elderly.yaml:10", "no `gap` says what is missing"),
    ("params/elderly.yaml", "to: 2025-12-31", "to: 2019-12-31", "params/elderly.yaml:8", "is before `from`"),
    ("params/elderly.yaml", "  key: band\n", "", "params/elderly.yaml:1", "a table needs `key` and `of`"),
    ("params/elderly.yaml", "area: '999901'", "area: 999901", "params/elderly.yaml:10", "`area` must be text but is 999901"),
    ("params/elderly.yaml", "  unit: 元/月", "  unit: 元/月\n  unit: 元", "params/elderly.yaml:6", "the key `unit` stands here twice"),
    ("params/elderly.yaml", "  unit: 元/月", "  unit: &x 元/月\n  <<: {a: 1}", "params/elderly.yaml:1", "`<<` is not a key"),
    ("params/elderly.yaml", "- name: 津贴标准", "name: 津贴标准", "params/elderly.yaml", "not"),
    ("rules/elderly.yaml", "status: 'yes'", "status: yes", "rules/elderly.yaml:17", "`yes` without quotes"),
    ("rules/elderly.yaml", "status: 'yes'", "status: true", "rules/elderly.yaml:17", "`status` is True"),
    ("rules/elderly.yaml", "as_of: 2026-06-01\n      facts", "as_of: 2026-02-30\n      facts", "rules/elderly.yaml:15", "not a day of the calendar"),
    ("rules/elderly.yaml", "  amount: band(津贴标准, 年龄)\n", "", "rules/elderly.yaml:1", "both are empty"),
    ("rules/elderly.yaml", "code: rural", "code: age", "rules/elderly.yaml:1", "the same `code`"),
    ("rules/elderly.yaml", "      household: {低保状态: false}", "      facts: {}", "rules/elderly.yaml:18", "either `facts`"),
    ("rules/elderly.yaml", "  subject: person", "  subject: man", "rules/elderly.yaml:1", "one of 'person' or 'household'"),
]  # fmt: skip


@pytest.mark.parametrize("broken", MALFORMED, ids=lambda broken: f"{broken[3]} {broken[4]}")
def test_a_malformed_row_is_a_sentence_at_its_line(county, broken):
    name, old, new, place, words = broken
    county.edit(name, old, new)
    with pytest.raises(PackError) as caught:
        county.load()
    told = [(p.place, p.message) for p in caught.value.problems if p.severity == "error"]
    assert any(p.startswith(place) and words in m for p, m in told), told


def test_a_hint_tells_what_to_write_instead_of_a_bare_yes(county):
    county.edit("rules/elderly.yaml", "status: 'yes'", "status: yes")
    with pytest.raises(PackError) as caught:
        county.load()
    assert "write 'yes' in quotes" in caught.value.hint


def test_a_comma_that_splits_an_expression_brings_a_hint(county):
    county.edit("rules/elderly.yaml", "when: 年龄 >= 80", "when: max(年龄, 3) >= 80")
    with pytest.raises(PackError, match=r"rules/elderly.yaml:6") as caught:
        county.load()
    assert "quotes" in caught.value.hint


def test_text_that_is_not_utf8_is_told_by_line(county):
    (county.folder / "sources.csv").write_bytes("source_id,title\nplan,规划\n".encode("gbk"))
    with pytest.raises(PackError, match=r"sources.csv:2: this line is not UTF-8"):
        county.load()


def test_a_byte_order_mark_and_windows_line_ends_are_allowed(county):
    path = county.folder / "areas/towns.csv"
    text = path.read_text("utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert [town.place for town in county.load().towns] == [
        "areas/towns.csv:2",
        "areas/towns.csv:3",
    ]


def test_a_cell_may_span_lines_and_the_next_row_keeps_its_place(county):
    county.edit("areas/towns.csv", "东镇,镇", '"东\n镇",镇')
    assert [town.place for town in county.load().towns] == [
        "areas/towns.csv:2",
        "areas/towns.csv:4",
    ]
