import pytest

from zhaohui.doors.portal.wording import in_words, names_in

AREAS = {"51": "某省"}


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("band(标准, 年龄)", "按“年龄”分档查“标准”"),
        ("lookup(标准_城市, 残疾等级)", "按“残疾等级”查“标准（城市）”"),
        ("a - b - c", "a － b － c"),
        ("a - (b - c)", "a － （b － c）"),
        ("(a + b) * 3", "（a ＋ b） × 3"),
        ("a + b * 3", "a ＋ b × 3"),
        ("muldiv(x, 比例, 10000)", "x × 比例"),
        ("muldiv(x, y, 12)", "x×y÷12"),
        ("min(a, b)", "a、b中较小的"),
        ("in_area(户籍区划, '51') and 年龄 >= 80", "户籍区划在某省，且年龄不低于80"),
        ("出生日期 >= date(2025, 1, 1)", "出生日期不早于2025年1月1日"),
        ("类别 in ('甲', '乙')", "类别是甲、乙之一"),
        ("甲 if 性质 == '因战' else 乙", "性质是因战的：甲；其他：乙"),
        ("not 低保", "不属于“低保”"),
        ("any_of(残疾)", "家中有人残疾"),
        ("享受 == True", "享受是是"),
    ],
)
def test_words(expression, words):
    assert in_words(expression, areas=AREAS) == words


def test_nothing_is_the_floor_of_a_difference():
    zero = "元" + "(0)"
    assert in_words(f"max({zero}, a - b)", areas={}).startswith("a － b（不足0")


def test_every_expression_of_the_pack_has_words(pack):
    for rule in pack.rules:
        for expression in [rule.amount, *(condition.when for condition in rule.conditions)]:
            if expression:
                assert in_words(expression, areas={}), rule.id


def test_names_come_in_order_of_use():
    assert names_in("甲 + 乙", None, "丙 - 甲") == ["甲", "乙", "丙"]
