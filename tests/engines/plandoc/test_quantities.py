"""What is a quantity in a sentence, and what is not."""

import pytest

from zhaohui.engines.plandoc.document import printed_lines
from zhaohui.engines.plandoc.quantities import read_quantities
from zhaohui.engines.plandoc.spec import Quantity


def read(text: str, *, in_project: bool = False) -> list[Quantity]:
    return list(read_quantities(printed_lines(text, "text"), {1} if in_project else ()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建水厂3座。", ("=", 3, "座")),
        ("培训农机手1,250人次。", ("=", 1250, "人次")),
        ("覆盖率达到８５．５％以上。", ("≥", 85.5, "%")),
        ("漏损率控制在9%以内。", ("≤", 9, "%")),
        ("漏损率控制在9%。", ("≤", 9, "%")),
        ("供水保证率不低于97%。", ("≥", 97, "%")),
        ("占比超过55%。", (">", 55, "%")),
        ("失业率低于5%。", ("<", 5, "%")),
        ("就诊率达到95%左右。", ("≈", 95, "%")),
        ("吸纳就业近0.45万人。", ("≈", 0.45, "万人")),
        ("改造农房3.3万余户。", (">", 33000, "户")),
        ("改造农房约2万户。", ("≈", 20000, "户")),
        ("落实补助资金7470多万元。", (">", 7470, "万元")),
        ("创办企业1500余家。", (">", 1500, "家")),
        ("死亡率下降到2.05‰。", ("=", 2.05, "‰")),
        ("至少建成1个文化场所。", ("≥", 1, "个")),
        ("各镇至少建成1个文化场所。", ("≥", 1, "个")),
        ("提高3.2个百分点。", ("=", 3.2, "个百分点")),
        ("建成一所示范幼儿园。", ("=", 1, "所")),
        ("新建两处泵站。", ("=", 2, "处")),
        ("覆盖率达到百分之九十。", ("=", 90, "%")),
        ("打造“15分钟健身圈”。", ("≤", 15, "分钟")),
        ("年满60周岁农村籍老人可申请。", ("≥", 60, "周岁")),
        ("平均受教育年限达到11.5年。", ("=", 11.5, "年")),
        ("完善区、镇、村三级医保经办体系。", ("=", 3, "级")),
        ("孕产妇死亡率每十万例下降到0。", ("=", 0, "")),
        ("年均不少于80场（次）。", ("≥", 80, "场次")),
        ("总投资 310 亿元, 同比平稳。", ("=", 310, "亿元")),
        ("实现窗口标准化全覆盖。", ("=", 100, "%")),
        ("基本实现法律顾问全覆盖。", ("≈", 100, "%")),
        ("将所有保障房项目纳入省项目库。", ("=", 100, "%")),
        ("实行“一项目、一专班”。", ("=", 1, "个")),
        ("形成“一镇一品”格局。", ("=", 1, "个")),
        ("守住不发生规模性返贫底线。", ("=", 0, "起")),
    ],
)
def test_one_quantity(text: str, expected: tuple) -> None:
    found = read(text)
    assert [(q.operator, q.number, q.unit) for q in found] == [expected]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("建设1-2个墓地。", 1, 2, "个"),
        ("培育5—10个品牌。", 5, 10, "个"),
        ("托养300至400人。", 300, 400, "人"),
        ("培训１６００～２０００人。", 1600, 2000, "人"),
        ("比例达到10%—15%。", 10, 15, "%"),
        ("转移1万至2万人。", 1, 2, "万人"),
    ],
)
def test_ranges(text: str, low: float, high: float, unit: str) -> None:
    (found,) = read(text)
    assert (found.operator, found.number, found.max, found.unit) == ("range", low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "到2035年，各项任务全面完成。",
        "规划期限为2031—2035年。",
        "2031年至2035年期间稳步推进。",
        "2031年6月30日前完成编制。",
        "依据县政办〔2031〕15号文件执行。",
        "落实《3岁以下婴幼儿照护服务发展的指导意见》。",
        "推进“1+X”证书和“3+2”贯通培养。",
        "建设5G网络、4A级景区、K15学校和P2实验室。",
        "实施教育信息化2.0行动计划。",
        "九年义务教育和学前三年教育协调发展。",
        "“十五五”时期，“三个一”行动、两项改革、一批项目落地。",
        "召开第3次会议，启动第二轮修编。",
        "拨打12345热线咨询。",
        "面向3岁以下婴幼儿提供照护。",
        "五年内逐步完善，近5年成效明显。",
        "见表5、图3和附件2。",
        "比例尺为1∶500。",
        "达到三级乙等专科医院水平。",
        "全覆盖培训医务人员。",
        "推进“一带一路”建设，实现“一网通办”。",
        "完善镇、村两级医疗机构。",
    ],
)
def test_no_quantity(text: str) -> None:
    assert [(q.raw, q.number, q.unit) for q in read(text)] == []


def test_several_in_one_clause_keep_their_order_and_objects() -> None:
    found = read("全县建成12个文化站、16个分站，210个文化室（农家书屋、文化院坝）。")
    assert [q.number for q in found] == [12, 16, 210]
    assert [q.object for q in found] == ["文化站", "分站", "文化室（农家书屋、文化院坝）"]


def test_respectively_shares_the_object() -> None:
    found = read("城乡居民人均可支配收入分别达到4.1万元和1.9万元。")
    assert [(q.number, q.unit, q.object, q.per) for q in found] == [
        (4.1, "万元", "城乡居民人均可支配收入", "人"),
        (1.9, "万元", "城乡居民人均可支配收入", "人"),
    ]
    assert [(q.plain_number, q.plain_unit) for q in found] == [(41000, "元"), (19000, "元")]


def test_a_number_in_a_quoted_name_is_part_of_the_name() -> None:
    (found,) = read("城镇社区“15分钟健身圈”覆盖率达到50%。")
    assert (found.number, found.unit, found.object) == (50, "%", "城镇社区“15分钟健身圈”覆盖率")


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每千名老人拥有床位55张。", "千名老人"),
        ("每个村（社区）培养10名骨干。", "村（社区）"),
        ("每镇力争建设1个综合体。", "镇"),
        ("在各镇建设2个墓地。", "镇"),
        ("人均体育场地面积达2.9平方米。", "人"),
        ("年均举办80场次。", "年"),
        ("浓度降至28微克/立方米。", "立方米"),
        ("新建水厂3座。", None),
    ],
)
def test_denominators(text: str, per: str | None) -> None:
    assert [q.per for q in read(text)] == [per]


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("到2035年，新建水厂3座，改造泵站2座。新建桥梁1座。", ["到2035年", "到2035年", None]),
        ("2035年底前，完成5处。", ["2035年底前"]),
        ("“十五五”期间，培训60人次；完善设施3处。", ["“十五五”期间", None]),
        ("5年内对教师进行1次轮训。", ["5年内"]),
        ("2032年至2035年期间，入学率达到100%。", ["2032年至2035年期间"]),
        ("建成次中心2个，力争在“十五五”末期达标。", [None]),
    ],
)
def test_deadlines_reach_to_the_end_of_their_sentence(text: str, deadlines: list) -> None:
    assert [q.deadline for q in read(text)] == deadlines


@pytest.mark.parametrize(
    ("text", "effort"),
    [
        ("力争建成5个中心。", "力争"),
        ("到2035年，计划建设租赁住房677套。", "计划"),
        ("力争到2035年，托位达到4.5个。", "力争"),
        ("实施改造计划，新建水厂3座。", None),
    ],
)
def test_effort_is_no_operator(text: str, effort: str | None) -> None:
    (found,) = read(text)
    assert (found.effort, found.operator) == (effort, "=")


def test_named_works_count_only_in_projects() -> None:
    assert read("建成县公共实训基地。") == []
    (found,) = read("建成县公共实训基地。", in_project=True)
    assert (found.number, found.unit, found.basis) == (1, "个", "named")
    (pair,) = read("建成东岭照护楼、西河养老院等。", in_project=True)
    assert (pair.number, pair.unit) == (2, "处")


def test_a_wrapped_number_belongs_to_the_line_where_it_begins() -> None:
    (found,) = read("加快推进妇幼保健院服务能力提升建设和新建住院综合楼6400\n平方米。")
    assert (found.line, found.number, found.unit) == (1, 6400, "平方米")
    assert found.raw == "6400平方米"
