"""Chinese numerals, bounds in words and the thing counted, as other counties word them."""

import pytest

from zhaohui.engines.plandoc.document import printed_lines
from zhaohui.engines.plandoc.quantities import read_quantities
from zhaohui.engines.plandoc.spec import Quantity


def read(text: str) -> list[Quantity]:
    return list(read_quantities(printed_lines(text, "text")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成返乡创业园两个。", [("=", 2, None, "个")]),
        ("建设实训基地十二个，年培训不断扩大。", [("=", 12, None, "个")]),
        ("打造三至五家品牌。", [("range", 3, 5, "家")]),
        ("建设儿童之家百余个。", [(">", 100, None, "个")]),
        ("建设互助点近百个。", [("≈", 100, None, "个")]),
        ("招募志愿者一千二百名。", [("=", 1200, None, "名")]),
        ("床位增加近三成。", [("≈", 30, None, "%")]),
        ("创业成功率达三成以上。", [("≥", 30, None, "%")]),
        ("床位２，８６０张。", [("=", 2860, None, "张")]),
        ("个人贷款额度最高30万元。", [("≤", 300_000, None, "元")]),
        ("在10个工作日内办结。", [("≤", 10, None, "个工作日")]),
        ("服务半径不到500米。", [("<", 500, None, "米")]),
        ("孕产妇死亡率降至9.1/10万。", [("=", 9.1, None, "")]),
        ("80—89岁老人每月50元。", [("=", 50, None, "元")]),
    ],
)
def test_amounts(text: str, expected: list[tuple]) -> None:
    found = [(q.operator, q.plain_number, q.plain_max, q.plain_unit) for q in read(text)]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "增强“四个意识”，做到“两个维护”。",
        "推动“最多跑一次”改革，“三社联动”不断深化。",
        "“三个一”工程、1+X证书、5G应用稳步实施。",
        "走进千家万户，排名前三名，缺一不可。",
        "浏览次数：1024次",
        "01 口袋公园建设",
        "生师比为15.2:1，居全市第3名。",
        "一次性补助、一对一帮扶、一成不变。",
    ],
)
def test_no_amounts(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("力争将96个老旧小区纳入改造计划。", "老旧小区"),
        ("12个镇卫生院打造数字化门诊。", "镇卫生院"),
        ("护理型床位比例达到15%。", "护理型床位比例"),
        ("落实创业补助资金70万元。", "创业补助资金"),
    ],
)
def test_the_thing_counted_ends_at_its_verb(text: str, thing: str) -> None:
    assert [q.object for q in read(text)] == [thing]
