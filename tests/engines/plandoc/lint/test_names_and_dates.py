"""What counts as the same quantity at the same date, and what does not."""

import pytest

from zhaohui.engines.plandoc.lint.names import name_of
from zhaohui.engines.plandoc.lint.periods import Years, when_of, when_of_title


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("养老机构床位中护理型床位占比", "护理型床位占养老机构床位总数的比例"),
        ("每千名老年人口拥有养老床位数", "千名老人养老床位"),
        ("九年义务教育巩固率", "力争到规划期末义务教育巩固率达到"),
        ("学前教育毛入园率", "全县学前三年毛入园率提高到"),
        ("每千人口3岁以下婴幼儿托位数", "到2025年，每千人口拥有3岁以下婴幼儿托位达到"),
        ("城镇新增就业人数", "“十四五”期间，新增城镇就业"),
        ("人均预期寿命", "人均期望寿命达到"),
        ("公共图书馆人均藏书量", "人均公共图书馆藏书量达到"),
        ("城镇老旧小区改造户数", "改造城镇老旧小区"),
        ("每千人口执业（助理）医师数", "每千常住人口拥有执业（助理）医师"),
    ],
)
def test_two_ways_of_saying_one_thing(a: str, b: str) -> None:
    assert name_of(a).loosely(name_of(b))
    assert name_of(a).scopes == name_of(b).scopes


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("基本养老保险参保率", "城乡居民基本养老保险参保率"),
        ("养老机构护理型床位占比", "特困人员供养服务机构护理型床位占比"),
        ("公办幼儿园占比", "公办幼儿园在园幼儿占比"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("每千人口床位数", "每千名老年人拥有床位数"),
        ("九年义务教育巩固率", "清溪镇九年义务教育巩固率"),
        ("养老床位总量", "新增养老床位"),
        ("住院报销比例（含大病保险）", "住院报销比例"),
        ("城镇累计新增就业", "城镇新增就业年均"),
        ("改造城镇老旧小区", "新开工改造城镇老旧小区"),
    ],
)
def test_what_is_another_quantity(a: str, b: str) -> None:
    assert not name_of(a).same(name_of(b))


YEARS = Years(2020, 2025)


@pytest.mark.parametrize(
    ("before", "default", "when"),
    [
        ("到2025年，参保率达到", "base", "target"),
        ("参保率达到", "base", "base"),
        ("“十三五”期间，参保率达到", "target", "base"),
        ("“十四五”末，参保率达到", "base", "target"),
        ("2015年，参保率为", "base", "other"),
        ("到2035年，参保率达到", "target", "other"),
        ("参保率较2015年提高，达到", "base", "base"),
        ("2021—2025年，参保率达到", "base", "target"),
        ("目前，参保率为", "target", "base"),
        ("到2023年建成3所。参保率达到", "target", "other"),
        ("预计到2025年增加。参保率只有", "base", "base"),
    ],
)
def test_the_date_of_a_number(before: str, default: str, when: str) -> None:
    assert when_of(before, YEARS, default) == when


def test_headings_tell_what_has_been_reached_from_what_is_promised() -> None:
    assert when_of_title(["第一章 规划背景", "第二节 机遇与挑战"]) == "base"
    assert when_of_title(["第一章 发展基础"]) == "base"
    assert when_of_title(["第三章 重点任务", "第一节 夯实基础教育"]) == "target"
    assert when_of_title(["名词解释"]) == "other"
