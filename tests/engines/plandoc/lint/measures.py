"""What invented public-service plans measure: one true value per date, said in several ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random


@dataclass(frozen=True, kw_only=True)
class Measure:
    """An indicator of an invented plan; `{v}` in the sayings is its value with the unit."""

    domain: str
    name: str
    unit: str
    base: float
    goal: float
    better: str
    base_says: tuple[str, ...]
    goal_says: tuple[str, ...]
    decimals: int
    goal_form: str = "{}"
    base_form: str = "{}"
    nature: str = "预期性"

    def printed(self, value: float) -> str:
        return f"{value:.{self.decimals}f}"


# domain | name | unit | base low-high | step low-high (signed) | decimals | sayings at base / goal
SPECS = """
教育|学前教育毛入园率|%|86-94|2-4|1|学前三年毛入园率达到{v};学前教育毛入园率为{v}|学前教育毛入园率达到{v};学前三年毛入园率提高到{v}
教育|九年义务教育巩固率|%|93-97|1-2|1|九年义务教育巩固率达到{v};义务教育巩固率{v}|九年义务教育巩固率提高到{v};九年义务教育巩固率保持在{v}
教育|高中阶段教育毛入学率|%|88-93|1-4|1|高中阶段毛入学率达{v}|高中阶段教育毛入学率达到{v}
教育|普惠性幼儿园覆盖率|%|80-87|2-6|0|普惠性幼儿园覆盖率{v}|普惠性幼儿园覆盖率达到{v}
教育|劳动年龄人口平均受教育年限|年|9-10|1-1.5|1||劳动年龄人口平均受教育年限达到{v}
医疗|人均预期寿命|岁|76-78|0.6-1.5|1|人均预期寿命达到{v};人均寿命{v}|人均预期寿命提高到{v}
医疗|每千人口拥有执业（助理）医师数|人|2-2.8|0.3-0.6|2|每千人口拥有执业（助理）医师{v}|每千人口执业（助理）医师数达到{v}
医疗|每千人口拥有注册护士数|人|2.1-3|0.4-0.9|2|每千人口注册护士数为{v}|每千人口拥有注册护士{v}
医疗|孕产妇死亡率|/10万|9-14|-3--1|1||
医疗|婴儿死亡率|‰|4-6|-1.5--0.5|2|婴儿死亡率下降到{v}|婴儿死亡率控制在{v}以内
医疗|基本医疗保险参保率|%|95-97|0.5-2|1|基本医疗保险参保率达到{v}|基本医疗保险参保率稳定在{v}
养老|养老机构护理型床位占比|%|35-50|8-20|0|护理型床位占比达到{v};养老机构护理型床位占比{v}|养老机构护理型床位占比达到{v};护理型床位比例提高到{v}
养老|养老服务床位总量|张|700-1600|200-600|0|养老服务床位总量达到{v};共有养老床位{v}|养老服务床位总量达到{v};养老床位总数增加到{v}
养老|基本养老保险参保率|%|92-95|1-3|1|基本养老保险参保率达到{v}|基本养老保险参保率达到{v}
养老|城市社区日间照料机构覆盖率|%|60-75|10-20|0|城市社区日间照料机构覆盖率为{v}|城市社区日间照料机构覆盖率达到{v}
托育|每千人口拥有3岁以下婴幼儿托位数|个|1.2-2|1.5-2.6|1|每千人口拥有3岁以下婴幼儿托位{v}|每千人口拥有3岁以下婴幼儿托位数达到{v};力争每千人口3岁以下婴幼儿托位数达到{v}
就业|城镇新增就业累计人数|万人|0.6-1.8|0.1-0.4|2|累计实现城镇新增就业{v}|五年累计实现城镇新增就业{v}
就业|城镇登记失业率|%|3.6-4.4|-0.6--0.2|1|城镇登记失业率为{v}|城镇登记失业率降至{v}
就业|补贴性职业技能培训人次|万人次|0.4-0.9|0.1-0.4|2|开展补贴性职业技能培训{v}|开展补贴性职业技能培训{v}
就业|技能劳动者总量|万人|1.1-2|0.3-0.8|2|技能劳动者总量达到{v}|技能劳动者总量达到{v}
就业|失业保险参保人数|万人|0.6-1.4|0.2-0.5|2|失业保险参保人数达{v}|失业保险参保人数达到{v}
就业|企业劳动合同签订率|%|90-95|1-3|0|企业劳动合同签订率达到{v}|企业劳动合同签订率达到{v}
住房|符合条件的农村低收入群体住房安全保障率|%|96-98|1-2|0||农村低收入群体住房安全保障率达到{v}
住房|城镇老旧小区改造户数|户|2000-4000|1000-3000|0|改造城镇老旧小区{v}|改造城镇老旧小区{v}
救助|困难残疾人生活补贴覆盖率|%|93-97|1-3|0|困难残疾人生活补贴覆盖率达到{v}|困难残疾人生活补贴覆盖率达到{v}
文体|人均体育场地面积|平方米|1.5-2.1|0.3-0.7|2|人均体育场地面积{v}|人均体育场地面积达到{v}
文体|每万人接受公共文化设施服务次数|次|6000-8000|500-2000|0|每万人接受公共文化设施服务{v}|每万人接受公共文化设施服务达到{v}
文体|广播综合人口覆盖率|%|94-97|1-2|0|广播综合人口覆盖率{v}|广播综合人口覆盖率达到{v}
法律|村（社区）法律顾问覆盖率|%|80-92|3-7|0|村（社区）法律顾问覆盖率达到{v}|村（社区）法律顾问覆盖率达到{v}
法律|人民调解成功率|%|94-96|1-2|0|人民调解成功率达{v}|人民调解成功率达到{v}
"""


def _span(text: str) -> tuple[float, float]:
    sign = -1 if text.startswith("-") else 1
    low, high = text.removeprefix("-").split("-", 1)
    return sign * float(low), float(high)


def measures(r: Random) -> list[Measure]:
    """All measures with values of this plan's own; every goal is better than its base."""
    found = []
    for row in SPECS.strip().splitlines():
        domain, name, unit, base, step, decimals, at_base, at_goal = row.split("|")
        places = int(decimals)
        low = round(r.uniform(*_span(base)), places)
        change = round(r.uniform(*_span(step)), places)
        made = Measure(
            domain=domain,
            name=name,
            unit=unit,
            base=low,
            goal=round(low + change, places),
            better="up" if change > 0 else "down",
            base_says=tuple(s for s in at_base.split(";") if s),
            goal_says=tuple(s for s in at_goal.split(";") if s),
            decimals=places,
            nature=r.choice(["预期性", "预期性", "约束性"]),
        )
        if r.random() < 0.25 and made.better == "up":
            made = replace(made, goal_form=r.choice(["≥{}", "{}以上", "不低于{}"]))
        found.append(made)
    return found
