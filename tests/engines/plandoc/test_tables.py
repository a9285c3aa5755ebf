"""Tables by structure: any order of columns, any break inside a cell."""

import itertools

import pytest

from zhaohui.engines.plandoc import Plan, parse_plan, units, values

HEADER = {
    "领域": "领  域",
    "名称": "指标名称",
    "基期": "2030年\n\n情况",
    "目标": "2035年\n\n目标",
    "性质": "指标\n\n性质",
}
ROWS = [
    {"领域": "供 水", "名称": "管网漏损率（%）", "基期": "12.5", "目标": "≦8", "性质": "约束性"},
    {"名称": "农村自来水覆盖人口（含集镇）", "基期": "—", "目标": "应接尽接", "性质": "预期性"},
    {
        "领域": "道 路",
        "名称": "新建农村公路（公里）",
        "基期": "３１０",
        "目标": "450以上",
        "性质": "预期性",
    },
]


def plan_with(table: str) -> Plan:
    return parse_plan(f"第一章 目标\n\n{table}\n\n第二章 任务\n\n持续推进各项工作。\n")


def facts(plan: Plan) -> list[tuple]:
    return [
        (i.domain, i.name, i.unit, i.baseline.value, i.target.operator, i.target.value, i.nature)
        for i in plan.indicators
    ]


EXPECTED = [
    ("供水", "管网漏损率", "%", 12.5, "≤", 8, "约束性"),
    ("供水", "农村自来水覆盖人口（含集镇）", "", None, "text", None, "预期性"),
    ("道路", "新建农村公路", "公里", 310, "≥", 450, "预期性"),
]


@pytest.mark.parametrize("order", list(itertools.permutations(HEADER)), ids="-".join)
def test_any_order_of_columns(order: tuple[str, ...]) -> None:
    cells = [row[c] for row in (HEADER, *ROWS) for c in order if c in row]
    assert facts(plan_with("\n\n".join(cells))) == EXPECTED


@pytest.mark.parametrize("mark", ["\t", " | ", "｜"])
def test_tabs_and_pipes(mark: str) -> None:
    head = mark.join("".join(h.split()) for h in HEADER.values())
    lines = [head, *(mark.join(row.get(c, "") for c in HEADER) for row in ROWS)]
    assert facts(plan_with("\n".join(lines))) == EXPECTED


def test_breaks_inside_cells() -> None:
    cells = "领\n域\n\n指标\n名称\n\n2030年\n基期值\n\n2035年\n目标值\n\n性\n质\n\n供\n水\n\n管网漏\n损率（%）\n\n12.5\n\n≦8\n\n约束\n性\n\n"
    cells += "农村自来水\n\n覆盖人口（含\n集镇）\n\n—\n\n应接\n尽接\n\n预期性\n\n道\n路\n\n新建农村\n公路（公\n里）\n\n３１０\n\n450\n以上\n\n预期性"
    assert facts(plan_with(cells)) == EXPECTED


def test_the_line_is_where_the_name_begins() -> None:
    cells = [row[c] for row in (HEADER, *ROWS) for c in HEADER if c in row]
    joined = "\n\n".join(cells)
    text = f"第一章 目标\n\n{joined}\n\n第二章 任务\n\n推进。\n"
    lines = text.split("\n")
    assert [lines[i.line - 1] for i in parse_plan(text).indicators] == [r["名称"] for r in ROWS]


def test_a_header_repeated_on_the_next_page_is_one_table() -> None:
    first = [row[c] for row in (HEADER, *ROWS[:2]) for c in HEADER if c in row]
    second = [row[c] for row in (HEADER, *ROWS[2:]) for c in HEADER if c in row]
    table = "\n\n".join([*first, "— 12 —", "续表1 主要指标", *second])
    assert facts(plan_with(table)) == EXPECTED


def test_a_column_of_units_and_a_column_of_offices() -> None:
    table = "指标\t单位\t2030年\t2035年\t属性\t责任单位\n管网漏损率\t%\t12.5\t8\t约束性\t水务局\n公路里程\t公里\t310\t450\t预期性\t交通局"
    assert facts(plan_with(table)) == [
        ("", "管网漏损率", "%", 12.5, "=", 8, "约束性"),
        ("", "公路里程", "公里", 310, "=", 450, "预期性"),
    ]


def test_years_decide_which_is_the_target() -> None:
    table = "指标\t2035年目标\t2030年\t性质\n管网漏损率（%）\t8\t12\t约束性"
    (row,) = plan_with(table).indicators
    assert (row.baseline.value, row.target.value) == (12, 8)


@pytest.mark.parametrize(
    ("raw", "operator", "value"),
    [
        ("4.5", "=", 4.5), ("1,250", "=", 1250), ("３.０", "=", 3.0), ("<5.5", "<", 5.5), ("＞95%", ">", 95),
        ("≦4", "≤", 4), ("≧4", "≥", 4), ("80%以上", "≥", 80), ("5以内", "≤", 5), ("控制在4%以内", "≤", 4),
        ("不低于90%", "≥", 90), ("约60", "≈", 60), ("应保尽保", "text", None), ("—", "—", None), ("－", "—", None),
        ("／", "—", None), ("[500]", "=", 500), ("3.3万", "=", 33000), ("累计120", "=", 120), ("持续下降", "text", None),
    ],
)  # fmt: skip
def test_values(raw: str, operator: str, value: float | None) -> None:
    read = values.read_value(raw)
    assert (read.raw, read.operator, read.value) == (raw, operator, value)


@pytest.mark.parametrize(
    ("printed", "name", "unit"),
    [
        ("托位数(个)", "托位数", "个"),
        ("医师(助理)数(人/千人)", "医师(助理)数", "人/千人"),
        ("报销比例(含大病保险)", "报销比例(含大病保险)", ""),
        ("培训人次(万人次)", "培训人次", "万人次"),
        ("死亡率(1/10万)", "死亡率", "1/10万"),
        ("面积[平方米]", "面积", "平方米"),
    ],
)
def test_units_in_brackets(printed: str, name: str, unit: str) -> None:
    assert units.split_name(printed) == (name, unit)


SERVICES = "服务\n\n领域\n\n服务内容与目标\n\n服务项目\n\n供水\n\n保障饮水。\n\n水质检测，抄表到户，二次供水改造等。（5项）\n\n法治\n\n依法调解。\n\n法律援助、案例检索、机构查询。(3项)"
INDICATORS = "指标\t2030年\t2035年\t性质\n管网漏损率（%）\t12\t8\t约束性\n\n"


def test_services_items_closing_deng_and_lone_lists() -> None:
    plan = plan_with(INDICATORS + SERVICES)
    water, law = plan.services
    assert (water.domain, water.items, water.declared, water.open_ended) == (
        "供水", ("水质检测", "抄表到户", "二次供水改造"), 5, True,
    )  # fmt: skip
    assert (law.items, law.declared, law.open_ended) == (
        ("法律援助、案例检索、机构查询",),
        3,
        False,
    )
    assert law.named == ("法律援助", "案例检索", "机构查询")
    assert water.named == water.items


def test_a_column_of_counts() -> None:
    table = "领域\t服务项目\t数量\n供水\t水质检测，抄表到户\t2\n道路\t日常养护，客运补贴等\t6项"
    plan = plan_with(INDICATORS + table)
    assert [(s.domain, s.declared, len(s.items), s.open_ended) for s in plan.services] == [
        ("供水", 2, 2, False),
        ("道路", 6, 2, True),
    ]


def test_prose_about_service_projects_is_no_table() -> None:
    assert plan_with(INDICATORS + "领域\n\n服务项目\n\n由各部门另行公布。").services == ()
