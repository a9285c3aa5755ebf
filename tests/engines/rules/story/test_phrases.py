"""Every expression has Chinese words; gates that only say of whom a fact is asked are left out."""

import pytest

from tests.engines.rules.words import make_book, rule
from zhaohui.engines.rules.story import phrase
from zhaohui.packs import default_pack, load, rulebook

AREAS = {"51": "某省"}


def words(expression, *, amount=False):
    made = rule("残疾证" if amount else expression, amount=expression if amount else None)
    compiled = make_book(made).rule("r")
    code = compiled.amount if amount else compiled.conditions[0].code
    return phrase(code.node, AREAS)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("in_area(户籍区划, '51') and 年龄 >= 80", "户籍区划在某省，且年满80周岁"),
        ("16 <= 年龄 < 60", "年满16周岁，且未满60周岁"),
        ("登记日期 >= date(2025, 1, 1)", "登记日期不早于2025年1月1日"),
        ("婚姻状况 in ('离异', '丧偶')", "婚姻状况是离异、丧偶之一"),
        ("婚姻状况 not in ('离异', '丧偶')", "婚姻状况不是离异、丧偶之一"),
        ("not 低保", "不属于“低保”"),
        ("not (月收入 < 元(740))", "月收入不低于740元"),
        ("any_of(残疾证)", "家中有人残疾证"),
        ("(残疾证 or 年龄 < 18) and 外出务工", "（残疾证，或未满18周岁），且外出务工"),
        ("(残疾证 or known(外出务工)) and 外出务工", "外出务工"),
        ("total(月收入) < 低保标准 * size()", "全家“月收入”合计低于低保标准 × 家庭人数"),
        ("months(登记日期, 今天) > 6", "从登记日期到今天的整月数高于6"),
    ],
)
def test_conditions(expression, said):
    assert words(expression) == said


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("band(高龄标准, 年龄)", "按“年龄”分档查“高龄标准”"),
        ("lookup(助学标准, 就学阶段)", "按“就学阶段”查“助学标准”"),
        (
            "max(元(0), 低保标准 - (缴费档次 - 月收入))",
            "低保标准 － （缴费档次 － 月收入）（不足0元的按0元）",
        ),
        ("(低保标准 + 元(1)) * 3", "（低保标准 ＋ 1元） × 3"),
        ("muldiv(低保标准, 比例, 10000)", "低保标准 × 比例"),
        ("muldiv(低保标准, 3, 12)", "低保标准×3÷12"),
        ("min(低保标准, 元(2.5))", "低保标准、2.50元中较小的"),
        ("元(2) if 残疾证 else 元(1)", "残疾证的：2元；其他：1元"),
        ("空标准 if known(空标准) else 低保标准", "空标准（没有的按低保标准）"),
    ],
)
def test_amounts(expression, said):
    assert words(expression, amount=True) == said


def test_every_expression_of_the_pack_has_words():
    for compiled in rulebook(load(default_pack())).rules.values():
        for code in [each.code for each in compiled.conditions] + [compiled.amount]:
            assert code is None or phrase(code.node, {})
