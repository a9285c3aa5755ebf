"""Layouts and wordings that an independent reviewer wrote down before reading the compiler."""

import pytest

from zhaohui.engines.plandoc import Plan, PlanError, parse_plan

ROWS = "养老床位 | 张 | 900 | 1200 | 预期性\n"
HEAD = "指标 | 单位 | 2025年 | 2030年 | 属性\n"


def plan_with(table: str, *, title: str = "") -> Plan:
    return parse_plan(f"{title}\n一、目标\n稳步推进。\n{table}\n二、任务\n持续推进各项工作。\n")


def rows(table: str) -> list[tuple]:
    return [
        (i.domain, i.name, i.unit, i.baseline.value, i.target.operator, i.target.value)
        for i in plan_with(table).indicators
    ]


EXPECTED = [
    ("教育", "毛入园率", "%", 93.2, "=", 95),
    ("养老", "护理型床位占比", "%", 58, "≥", 73),
]


@pytest.mark.parametrize(
    "table",
    [
        "类 别    指  标   单位   2025年   2030年   属性\n教育   毛入园率   %   93.2   95   预期性\n养老   护理型床位占比   %   58   ≥73   约束性",
        "类别 指标 单位 2025 年 2030 年 属性\n教育 毛入园率 % 93.2 95 预期性\n养老 护理型床位占比 % 58 ≥73 约束性",
        "类别　　指标　　单位　　２０２５年　　２０３０年　　属性\n教育　　毛入园率　　％　　９３．２　　９５　　预期性\n养老　　护理型床位占比　　％　　５８　　≥７３　　约束性",
        "指标\t单位\t2025年\t2030年\t属性\n一、教育\n1.毛入园率\t%\t93.2\t95\t预期性\n二、养老\n2.护理型床位占比\t%\t58\t73以上\t约束性",
        "指标\t单位\t2025年\t2030年\t属性\n教育\n毛入园率\t%\t93.2\t95\t预期性\n养老\n护理型床位占比\t%\t58\t保持在73以上\t约束性",
        "类别\n指标\n单位\n基期值\n（2025年）\n目标值\n（2030年）\n属性\n教育\n毛入园率\n%\n93.2\n95\n预期性\n养老\n护理型床位占比\n%\n58\n≥73\n约束性",
        "类别 | 指标 | 单位 | 2025年 | 2030年 | 年均增长（%） | 属性 | 责任单位\n教育 | 毛入园率 | % | 93.2 | 95 | 0.4 | 预期性 | 县教育局\n养老 | 护理型床位占比 | % | 58 | ≥73 | — | 约束性 | 县民政局",
        "类别 | 指标 | 指标类型 | 基准年（2025年） | 目标年（2030年） | 单位\n教育 | 毛入园率 | 预期性 | 93.2 | 95 | %\n养老 | 护理型床位占比 | 约束性 | 58 | ≥73 | %\n合计 | 2项 |",
        "类别  指标  单位  2025年  2030年  属性\n教育  毛入园率  %  93.2  95  预期性\n第 5 页 共 40 页\n类别  指标  单位  2025年  2030年  属性\n养老  护理型床位占比  %  58  ≥73  约束性",
    ],
    ids=["wide gaps", "single spaces", "full-width gaps", "numbered groups", "bare groups", "years in brackets",
         "offices", "nature is 指标类型", "page break"],
)  # fmt: skip
def test_indicator_tables_as_others_set_them(table: str) -> None:
    assert rows(table) == EXPECTED


def test_values_per_population_and_cells_without_data() -> None:
    table = (
        HEAD
        + "孕产妇死亡率 | /10万 | <12/10万 | <10/10万 | 预期性\n保险覆盖率 | % | 待统计 | 90 | 预期性"
    )
    assert rows(table) == [
        ("", "孕产妇死亡率", "/10万", 12, "<", 10),
        ("", "保险覆盖率", "%", None, "=", 90),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "领域 | 服务项目 | 数量\n幼有所育 | 优孕优生、儿童健康 | 共2项\n老有所养 | 养老助老；养老保险；老年津贴等 | 6项\n合计 | | 8项",
        "服务领域\t服务项目\t项目数\n幼有所育\t优孕优生、儿童健康\t2\n老有所养\t养老助老、养老保险、老年津贴等\t6",
        "领域\n\n服务项目\n\n幼有所育\n\n优孕优生；儿童健康（共2项）\n\n老有所养\n\n养老助老；养老保险；老年津贴等6项",
    ],
    ids=["counts with 共", "、 alone", "等N项"],
)
def test_service_lists_as_others_set_them(table: str) -> None:
    found = plan_with(f"{HEAD}{ROWS}\n{table}\n")
    assert [(s.domain, s.named, s.declared) for s in found.services] == [
        ("幼有所育", ("优孕优生", "儿童健康"), 2),
        ("老有所养", ("养老助老", "养老保险", "老年津贴"), 6),
    ]
    assert not found.quantities


@pytest.mark.parametrize("mark", [" | ", "\n\n"])
def test_one_service_a_row(mark: str) -> None:
    head = ["领域", "序号", "服务项目", "服务对象", "牵头部门"]
    body = [
        ["幼有所育", "1", "孕产妇健康服务", "孕产妇", "县卫生健康局"],
        ["2", "预防接种", "0—6岁儿童", "县卫生健康局"],
        ["学有所教", "3", "学前教育资助", "困难儿童", "县教育局"],
    ]
    if mark == " | ":
        body[1].insert(0, "")
    table = "\n\n".join(mark.join(row) for row in [head, *body])
    found = plan_with(f"{HEAD}{ROWS}\n{table}\n")
    assert [(s.domain, s.items) for s in found.services] == [
        ("幼有所育", ("孕产妇健康服务", "预防接种")),
        ("学有所教", ("学前教育资助",)),
    ]
    assert [s.title for s in found.sections] == ["一、目标", "二、任务"]


@pytest.mark.parametrize(
    "box",
    [
        "【专栏1：养老工程】\n① 养老院。新建2所。\n② 食堂。新建3个。",
        "〔专栏1〕养老工程\n■养老院：新建2所。\n■食堂：新建3个。",
        "专栏1 养老工程\n一是养老院。新建2所。\n二是食堂。新建3个。",
        "专栏1 养老工程\n01 养老院\n新建2所。\n02 食堂\n新建3个。",
        "专栏1 养老工程\n01．养老院——新建2所。\n02．食堂——新建3个。",
        "专栏1 养老工程\n养老院：新建养老院2所。\n食堂一期：新建食堂3个，全部开放。",
    ],
)
def test_boxes_as_others_set_them(box: str) -> None:
    found = plan_with(f"{HEAD}{ROWS}\n{box}\n")
    assert [(p.box, p.title[:2]) for p in found.projects] == [
        ("专栏1：养老工程", "养老"),
        ("专栏1：养老工程", "食堂"),
    ]
    assert [q.number for q in found.quantities if q.basis == "printed"] == [2, 3]


def test_a_box_around_a_table_has_no_projects() -> None:
    found = plan_with(f"专栏1 主要指标\n{HEAD}{ROWS}")
    assert found.projects == ()
    assert [s.title for s in found.sections] == ["一、目标", "二、任务"]


def test_the_years_of_the_title_are_the_period() -> None:
    assert plan_with(HEAD + ROWS, title="某县养老规划（2026—2030年）").period == (2026, 2030)


@pytest.mark.parametrize("row", ["护理型床位占比   %   50", "护理型床位占比   %   预期性"])
def test_a_row_with_wide_gaps_that_lacks_cells_is_refused(row: str) -> None:
    table = f"指标   单位   2025年   2030年   属性\n养老床位   张   900   1200   预期性\n{row}"
    with pytest.raises(PlanError, match="line 6"):
        plan_with(table)


def test_an_empty_table_is_refused_with_its_line() -> None:
    with pytest.raises(PlanError, match="no row follows its header in line 4"):
        plan_with(HEAD)
