"""zhaohui pack check: each kind of fault is found where it was made, and a sound pack has none."""

from datetime import date

import pytest

from zhaohui.packs import PackError, check, default_pack, examine, load

P = "plan/2026-2030"
PARAMS, RULES = "params/elderly.yaml", "rules/elderly.yaml"


def test_a_sound_pack_has_no_fault(county):
    assert county.faults() == []


def test_not_a_pack(tmp_path):
    with pytest.raises(PackError, match="not a pack"):
        check(tmp_path / "nowhere")


BROKEN = [
    # file, old, new, severity, place, words
    # cross references
    (RULES, "service: elderly-01", "service: elderly-09", "error", f"{RULES}:1", "elderly-09 is not in the catalog"),
    (RULES, "source: law", "source: lawn", "error", f"{RULES}:11", "source lawn is not in sources.csv"),
    (RULES, "  unit: 月", "  unit: 月\n  excludes: [other]", "error", f"{RULES}:1", "unknown rule other"),
    (RULES, "  unit: 月", "  unit: 月\n  excludes: [old-age]", "error", f"{RULES}:1", "excludes itself"),
    (RULES, "低保状态 or 月收入", "低保状况 or 月收入", "error", f"{RULES}:1", "低保状况"),
    (RULES, "band(津贴标准", "band(津贴", "error", f"{RULES}:1", "津贴"),
    (RULES, "户籍性质 == '城镇'", "户籍性质 == '城市'", "error", f"{RULES}:1", "城市"),
    (PARAMS, "80: 30, 90: 120}, source: law", "80: 30, 90: 120}, source: lore", "error", f"{PARAMS}:9", "source lore"),
    (PARAMS, "area: '999901'", "area: '999801'", "error", f"{PARAMS}:10", "999801 is not in the county's chain"),
    ("pack.toml", 'residents_source = "plan"', 'residents_source = "none"', "error", "pack.toml:1", "source none"),
    ("pack.toml", '"2026-2030"', '"2031-2035"', "error", "pack.toml:1", "not a plan of the county"),
    ("pack.toml", '"9999", "99"', '"99", "9999"', "error", "pack.toml:1", "does not lead from 999901 outwards"),
    ("catalog/services.csv", "education-01,优教", "education-01,优育", "error", "catalog/services.csv:4", "domain 优育 is unknown"),
    ("catalog/services.csv", "education-01", "education-1", "error", "catalog/services.csv:4", "does not fit its domain and slot"),
    ("areas/towns.csv", "999901101,西镇", "999801101,西镇", "error", "areas/towns.csv:3", "does not begin with 999901"),
    ("areas/villages.csv", "999901101200,西山村,村,999901101", "999901101200,西山村,村,999901100", "error", "areas/villages.csv:4", "does not begin with its town's"),
    ("areas/villages.csv", "西山村,村,999901101", "西山村,村,999901109", "error", "areas/villages.csv:4", "is not in areas/towns.csv"),
    ("areas/points_2016.csv", "32.5,999901100", "32.5,999901109", "error", "areas/points_2016.csv:2", "town 999901109"),
    ("areas/points_2016.csv", "105.5,32.5", "108.5,32.5", "error", "areas/outline.geojson:1", "outside"),
    ("areas/outline.geojson", "[106, 33]", "[106, 33", "error", "areas/outline.geojson:1", "not GeoJSON"),
    ("areas/outline.geojson", "Polygon", "Point", "error", "areas/outline.geojson:1", "GeoJSON"),
    ("areas/attribution.toml", 'credit = "无名测绘"', "", "warning", "areas/attribution.toml:1", "no `credit`"),
    ("areas/attribution.toml", 'source = "plan"', 'source = "map"', "error", "areas/attribution.toml:1", "source map"),
    (f"{P}/plan.toml", 'document = "plan"', 'document = "paper"', "error", f"{P}/plan.toml:1", "source paper"),
    (f"{P}/plan.toml", 'id = "2026-2030"', 'id = "2026"', "error", f"{P}/plan.toml:1", "not the folder's name"),
    (f"{P}/plan.toml", "lines = 100", "lines = 45", "error", f"{P}/requirements.csv:2", "past the plan's end"),
    (f"{P}/project_targets.csv", "T1,P1", "T1,P2", "error", f"{P}/project_targets.csv:2", "project P2 is unknown"),
    (f"{P}/indicators.csv", "I1,养老", "I1,安老", "error", f"{P}/indicators.csv:2", "domain 安老"),
    ("coverage.csv", "R1,", "R2,", "error", "coverage.csv:2", "R2 is in no plan"),
    ("coverage.csv", "Rule Service", "Rule Servant", "error", "coverage.csv:2", "Servant is not one of the nouns"),
    ("coverage.csv", "catalog/services.csv", "catalog/none.csv", "error", "coverage.csv:2", "catalog/none.csv is not in the pack"),
    ("coverage.csv", "rules/elderly.yaml catalog/services.csv", "", "error", "coverage.csv:2", "no file shows it"),
    # sums
    (f"{P}/plan.toml", "services_declared = 3", "services_declared = 4", "error", f"{P}/plan.toml:1", "says 4 but the domains declare 3"),
    (f"{P}/domains.csv", "优教,1,1", "优教,2,1", "error", f"{P}/domains.csv:3", "declares 2 services but the catalog has 1 slots"),
    (f"{P}/domains.csv", "养老,2,1", "养老,2,2", "error", f"{P}/domains.csv:2", "`named` says 2 but services.csv has 1"),
    ("catalog/services.csv", "elderly-02,养老,2", "elderly-03,养老,3", "error", f"{P}/domains.csv:2", "not numbered 1 to 2"),
    ("areas/towns.csv", "东镇,镇,2", "东镇,镇,3", "error", "areas/towns.csv:2", "`village_count` says 3"),
    ("areas/towns.csv", "西镇,镇,1,0,1", "西镇,镇,1,1,0", "error", "areas/towns.csv:3", "`communities` says 1"),
    # citations and levels
    (RULES, "  citations: [{source: law, article: 第二条}]\n", "", "error", f"{RULES}:1", "cites nothing"),
    (RULES, "  unit: 月\n", "", "error", f"{RULES}:1", "without a `unit`"),
    (PARAMS, "value: {80: 30, 90: 120}, source: law, ", "value: {80: 30, 90: 120}, ", "error", f"{PARAMS}:9", "has no source"),
    (PARAMS, "90: 120}, source: law, verification: verified", "90: 120}, source: law, verification: placeholder", "error", f"{PARAMS}:9", "a placeholder with a value"),
    (PARAMS, "  owner: 民政\n", "", "warning", f"{PARAMS}:1", "no `owner`"),
    (PARAMS, "  unit: 元/月\n", "  unit: 万元\n", "error", f"{PARAMS}:1", "is money but its unit is 万元"),
    (PARAMS, "  unit: 元/月\n", "", "warning", f"{PARAMS}:1", "no `unit`"),
    ("pack.toml", 'default_residents_source = "plan"\n', "", "error", "pack.toml:1", "`default_residents` has no source"),
    ("sources.csv", "2026,,verified", "2026,,unverified", "warning", f"{RULES}:1", "marked verified but none of its sources is"),
    # dates
    (PARAMS, "to: 2025-12-31", "to: 2026-01-01", "error", f"{PARAMS}:9", "overlap"),
    (PARAMS, "to: 2025-12-31, ", "", "error", f"{PARAMS}:9", "overlap"),
    (PARAMS, "to: 2025-12-31", "to: 2025-11-30", "error", f"{PARAMS}:9", "leave a hole"),
    (PARAMS, "from: 2020-01-01, to: 2025-12-31", "from: 2026-01-01, to: 2026-12-31", "error", f"{PARAMS}:9", "overlap"),
    ("holidays/2026.csv", "2026-01-04,workday", "2025-01-04,workday", "error", "holidays/2026.csv:3", "in the file of 2026"),
    ("holidays/2026.csv", "2026-01-04,workday", "2026-01-05,workday", "warning", "holidays/2026.csv:3", "is a weekday"),
    ("holidays/2026.csv", "2026-01-04,workday", "2026-01-01,workday", "error", "holidays/2026.csv:3", "already at holidays/2026.csv:2"),
    # quotations
    (f"{P}/commitments.csv", "护理床位达到55%以上", "护理床位" * 7, "error", f"{P}/commitments.csv:2", "28 characters are quoted here, the limit is 25"),
    ("pack.toml", "quotation_limit = 60", "quotation_limit = 10", "error", "pack.toml:1", "characters are quoted in all"),
    # use
    (RULES, "低保状态 or 月收入 < 元(500)", "低保状态", "info", "facts.toml:18", "no rule uses the fact 月收入"),
    (RULES, "户籍性质 == '农村' or 户籍性质 == '城镇'", "户籍性质 == '农村'", "info", "facts.toml:9", "values of 户籍性质: 城镇"),
    (RULES, "amount: band(津贴标准, 年龄)", "amount: 元(5)", "warning", f"{PARAMS}:1", "no rule uses the parameter 津贴标准"),
    # law cases
    (RULES, "amount_fen: 12000", "amount_fen: 9950", "error", f"{RULES}:14", "amount_fen is 12000, not 9950"),
    (RULES, "status: 'unknown', needs", "status: 'no', needs", "error", f"{RULES}:18", "status is unknown (needs 月收入), not no"),
    (RULES, "reasons: [age, rural, poor]", "reasons: [age]", "error", f"{RULES}:14", "reasons are [age, rural, poor], not [age]"),
    (RULES, "月收入: 99.5", "月收入: 99.555", "error", f"{RULES}:14", "99.555 is not an amount"),
    (RULES, "facts: {出生日期: 1935-01-01, 户籍性质: 农村", "facts: {出生日期: 1935-01-01, 户籍性质: 乡下", "error", f"{RULES}:14", "must be one of 农村、城镇"),
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken[4]} {broken[5]}")
def test_a_fault_is_found_at_its_line(county, broken):
    name, old, new, severity, place, words = broken
    county.edit(name, old, new)
    told = [(p.severity, p.place, p.message) for p in county.problems()]
    assert any((s, at) == (severity, place) and words in m for s, at, m in told), told


DUPLICATES = [
    ("sources.csv", "law,another,,,,,verified,", "source law"),
    ("areas/towns.csv", "999901101,西镇,镇,1,0,1,plan,secondary", "town 999901101"),
    ("areas/villages.csv", "999901101200,西山村,村,999901101,plan,secondary", "village 999901101200"),
    ("catalog/domains.csv", "优教,school,School,,plan,verified", "domain 优教"),
    ("catalog/services.csv", "education-01,优教,1,助学,原文列名,plan,verified,", "service education-01"),
    ("calibration/population.csv", "residents,常住人口,1,人,plan,verified", "margin residents"),
    ("coverage.csv", "R1,,,planned,", "coverage of R1"),
    (f"{P}/requirements.csv", "R1,ELD,机制,x,y,61,plan,verified", "id in requirements R1"),
    ("facts.toml", '[[fact]]\nname = "低保状态"\ncolumn = "dibao_2"\nentity = "living"\ntype = "bool"\nsource = "民政"\nquestion = "？"', "fact 低保状态"),
    ("facts.toml", '[[fact]]\nname = "低保"\ncolumn = "dibao"\nentity = "living"\ntype = "bool"\nsource = "民政"\nquestion = "？"', "fact column"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line", "words"), DUPLICATES)
def test_a_key_that_stands_twice_is_an_error_that_names_the_other(county, name, line, words):
    county.add(name, line)
    told = [p for p in county.faults() if words in p.message]
    assert told
    assert told[0].severity == "error"
    assert f"is already at {name}:" in told[0].message


def test_a_value_that_is_a_tables_key_counts_as_used(county):
    county.add(
        PARAMS,
        "- {name: 补贴, type: table, key: text, of: money, unit: 元/月, owner: 民政, versions: "
        "[{area: '99', from: 2026-01-01, value: {农村: 1, 城镇: 2}, source: law, verification: verified}]}",
    )
    county.edit(
        RULES, "户籍性质 == '农村' or 户籍性质 == '城镇'", "'lookup(补贴, 户籍性质) > 元(0)'"
    )
    assert [p.message for p in county.problems() if "户籍性质" in p.message] == []


def test_a_rule_without_a_law_case_is_a_warning(county):
    text = (county.folder / RULES).read_text("utf-8")
    county.write(RULES, text[: text.index("  cases:")])
    assert [(p.severity, p.message) for p in county.faults()] == [
        ("warning", "the rule old-age has no law case")
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("catalog/service.csv", "did you mean catalog/services.csv?"),
        ("rules/elderly.yml", "see docs/reference/pack-format.md"),
        (f"{P}/targets.csv", "see docs/reference/pack-format.md"),
    ],
)
def test_a_file_that_nothing_reads_is_a_warning(county, name, hint):
    county.write(name, "")
    assert [(p.severity, p.place, p.hint) for p in county.faults()] == [
        ("warning", f"{name}:1", hint)
    ]


def test_a_department_that_nobody_answers_for_is_a_warning(county):
    county.edit("facts.toml", 'source = "人社"', 'source = "税务"')
    assert [(p.place, p.message) for p in county.faults()] == [
        ("facts.toml:18", "the department 税务 has no contact in pack.toml")
    ]


def test_all_faults_are_told_at_once(county):
    county.edit("areas/towns.csv", "东镇,镇,2", "东镇,镇,two")
    county.edit(RULES, "service: elderly-01", "service: elderly-09")
    county.edit(f"{P}/project_targets.csv", "T1,P1", "T1,P2")
    places = [p.place for p in county.faults()]
    assert places == ["areas/towns.csv:2", f"{P}/project_targets.csv:2", f"{RULES}:1"]


def test_a_row_that_could_not_be_read_is_not_also_reported_as_absent(county):
    county.edit("sources.csv", "law,试验津贴办法", "law,")
    assert [p.place for p in county.faults()] == ["sources.csv:3"]
    county.edit("areas/towns.csv", "东镇,镇", ",镇")
    assert [p.place for p in county.faults()] == ["areas/towns.csv:2", "sources.csv:3"]


def test_a_misspelt_name_brings_a_suggestion(county):
    county.edit(RULES, "source: law", "source: lawn")
    assert [p.hint for p in county.faults()] == ["did you mean law?"]


def test_holidays_that_nobody_entered_are_named_year_by_year(county):
    told = [p.place for p in county.problems(date(2028, 5, 1)) if "holidays of" in p.message]
    assert told == ["holidays/2027.csv:1", "holidays/2028.csv:1", "holidays/2029.csv:1"]


def test_a_requirement_that_coverage_forgets_is_a_remark(county):
    county.add(f"{P}/requirements.csv", "R2,ELD,机制,x,y,61,plan,verified")
    assert [p.place for p in county.problems() if "R2 is not in" in p.message] == [
        f"{P}/requirements.csv:3"
    ]


def test_on_course_is_refused_once_the_period_is_over(county):
    county.write(
        f"{P}/commitments.csv",
        "id,kind,operator,quantity,unit,object,status,source,verification\n"
        "C1,目标,>=,55,%,护理床位占比,on_course,plan,verified\n",
    )
    assert county.faults(date(2030, 12, 31)) == []
    told = county.faults(date(2031, 1, 1))
    assert [p.place for p in told] == [f"{P}/commitments.csv:2"]
    assert "the plan's period ended on 2030-12-31" in told[0].message


def test_a_status_that_the_recorded_value_contradicts_is_an_error(county):
    county.write(
        f"{P}/commitments.csv",
        "id,kind,operator,quantity,object,recorded,recorded_on,recorded_source,status,source,verification\n"
        "C1,目标,>=,55,床位,40,2030-12-31,plan,met,plan,verified\n",
    )
    assert ["makes it missed" in p.message for p in county.faults()] == [True]


def test_what_officers_must_fill_is_listed_by_department(county):
    found = examine(county.folder)
    assert [(g.department, g.place, g.missing) for g in found.gaps] == [
        ("教育", "pack.toml:14", "电话待填"),
        ("民政", "catalog/services.csv:3", "elderly-02: 规划未列名"),
        ("民政", "params/elderly.yaml:10", "津贴标准: 本区标准未读到"),
        ("", "areas/attribution.toml:1", "镇界未得到"),
        ("", "catalog/items/:1", "服务事项（办事指南）未填"),
    ]


def test_the_countys_own_pack_has_no_errors():
    found = examine(default_pack())
    assert [p for p in found.problems if p.severity == "error"] == []
    assert found.version == load(default_pack()).version
