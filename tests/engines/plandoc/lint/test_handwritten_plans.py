"""Plans in other hands: nothing high while they agree with themselves; one change each, and it is found."""

import pytest

from tests.engines.plandoc.lint.handwritten import PLANS
from zhaohui.engines.plandoc.lint import lint_text

CHANGES = [
    ("qinghe", "学前教育毛入园率达到93%，公办", "学前教育毛入园率达到96%，公办", "two-values"),
    ("qinghe", "全县学前三年毛入园率为91.2%", "全县学前三年毛入园率为88.2%", "two-values"),
    ("qinghe", "执业（助理）医师2.3人，", "执业（助理）医师1.6人，", "two-values"),
    ("qinghe", "其中护理型床位占42%", "其中护理型床位占30%", "two-values"),
    ("qinghe", "孕产妇死亡率为9.8/10万", "孕产妇死亡率为16.8/10万", "two-values"),
    ("qinghe", "设置16项指标", "设置18项指标", "indicator-count"),
    ("qinghe", "约束性指标5项、预期性指标11项", "约束性指标7项、预期性指标9项", "indicator-count"),
    ("qinghe", "平方米\t1.7\t2.5", "平方米\t2.5\t1.7", "worse-target"),
    ("qinghe", "登记失业率\t%\t3.6\t≤4.5", "登记失业率\t%\t3.6\t4.5", "worse-target"),
    ("qinghe", "就业人数\t万人\t[2.1]", "就业人数\t人\t[2.1]", "unit-magnitude"),
    ("qinghe", "城镇新增就业2.2万人，年均", "城镇新增就业2.8万人，年均", "two-values"),
    ("qinghe", "年均4400人左右", "年均8400人左右", "annual-total"),
    ("qinghe", "其中街道3个、乡镇19个", "其中街道9个、乡镇19个", "parts-of-total"),
    ("qinghe", "占比\t%\t42\t58", "占比\t%\t42%\t58%", "percent-twice"),
    ("qinghe", "参保率\t%\t92\t95", "参保率\t%\t92\t应保尽保", "text-target"),
    ("lanshan", "拥有养老床位38张，护", "拥有养老床位31张，护", "two-values"),
    ("lanshan", "养老床位3650张", "养老床位1650张", "denominators"),
    ("lanshan", "累计城镇新增就业4.5万人", "累计城镇新增就业5.5万人", "two-values"),
    ("lanshan", "比重只有26%", "比重只有19%", "two-values"),
    ("lanshan", "小学3200个、", "小学4200个、", "parts-of-total"),
    ("lanshan", "健全县、镇、村三级", "健全县、镇、村四级", "parts-of-total"),
    ("lanshan", "托位数达到5个，", "托位数达到4.2个，", "two-values"),
    ("dongling", "累计改造城镇老旧小区7200户", "累计改造城镇老旧小区9200户", "two-values"),
    ("dongling", "到2025年覆盖率达到70%", "到2025年覆盖率达到80%", "two-values"),
    ("dongling", "医疗卫生机构床位6.2张。", "医疗卫生机构床位5.2张。", "two-values"),
    ("services", "提供18项基本公共服务", "提供20项基本公共服务", "declared-sum"),
    ("services", "预防接种。（3项）", "预防接种。（5项）", "declared-sum"),
    ("services", "城镇新增就业2.2万人", "城镇新增就业220万人", "unit-magnitude"),
    ("services", "[21500]", "[2.15]", "unit-magnitude"),
]


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_that_agrees_with_itself_has_no_high_finding(name: str) -> None:
    assert [f for f in lint_text(PLANS[name]) if f.severity == "high"] == []


@pytest.mark.parametrize(("name", "before", "after", "rule"), CHANGES)
def test_one_change_is_found(name: str, before: str, after: str, rule: str) -> None:
    assert PLANS[name].count(before) == 1
    was = {f.message for f in lint_text(PLANS[name])}
    found = [f for f in lint_text(PLANS[name].replace(before, after)) if f.message not in was]
    assert rule in {f.rule for f in found}
