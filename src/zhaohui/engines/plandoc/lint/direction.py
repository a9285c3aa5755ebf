"""Which way is better, by an indicator's name and by what the text promises."""

from __future__ import annotations

import re

_DOWN = re.compile(
    r"失业率|死亡率|辍学率|流失率|漏损率|漏报率|发生率|发病率|患病率|感染率|近视率|致残率|返贫|贫困发生|贫困率|事故|投诉|"
    r"能耗|排放|浓度|欠薪|自付(?:比例|占比|率)|个人(?:卫生)?支出占|个人(?:支付|负担)|恩格尔|差距|收入比|犯罪|发案|大班额|超大班|时限|时长|"
    r"等候|等待时间|缺陷率|空置率|违法率|零就业|肥胖率|负担率|缺口|重复率|退保率|文盲率|空缺率"
)
_UP_RATE = re.compile(
    r"(?:参保|覆盖|巩固|入学|入园|入读|普及|达标|合格|签订|就业|就读|满意|满意度|保障|安置|建成|参训|成功|调解|办结|结案|签约|管理|"
    r"接种|检查|知晓|升学|完成|普惠|识字|就诊|持有|规范|服务|匹配|公开|免费开放|配备|设置|上网办理|可办|网办|供养|集中供养|康复|救助|"
    r"登记|建档|建卡|使用|利用|普查|筛查|治愈|好转|化)率"
)
_UP = re.compile(
    r"寿命|受教育年限|体育场地面积|文化设施面积|图书|医师|护士|医生|托位|床位|可支配收入|工资|参保|"
    r"技能劳动者|高技能人才|专业技术人才|持证社会工作者|服务次数|覆盖面|满意度|普惠性|护理型|标准化|藏书|服务设施面积|素养水平|"
    r"报销(?:比例|水平)|救助比例|基金支付比例|体育锻炼|民生支出"
)
UP_WORDS = re.compile(
    r"提升|提高|扩大|增加|增强|扩容|加大|大规模|拓展|增长|壮大|做大|翻一番|翻番|持续上升|不断完善"
)
MORE_WORDS = re.compile(r"扩大|增加|扩容|大规模|翻番|翻一番|增长|壮大")
FLOWS = re.compile(
    r"新增就业|培训|转移就业|小区.{0,2}改造|改造.{0,4}小区|棚户区|新增.{0,6}(?:学位|床位|托位|住房)|服务次数|演出|创业"
)
LESS_WORDS = re.compile(r"降低|下降|减少|压减|压缩|缩短|缩小")
DOWN_WORDS = re.compile(r"降低|下降|减少|压减|压缩|控制|遏制|缩小|防止|杜绝|消除")


def better(name: str) -> str:
    """`up`, `down`, or nothing where the name does not tell.

    >>> better('城镇登记失业率'), better('基本医疗保险参保率'), better('常住人口')
    ('down', 'up', '')
    """
    name = re.sub(r"[（(].*?[）)]", "", name)
    if re.search(r"降低(?:率|幅度)?$|下降(?:率|幅度)?$|减少率|增长|增速|增幅", name):
        return ""
    if _DOWN.search(name):
        return "down"
    return "up" if _UP_RATE.search(name) or _UP.search(name) else ""


def shared(a: str, b: str, *, least: int = 4) -> str:
    """The longest piece that both hold, empty when shorter than `least`."""
    best = ""
    for i in range(len(a)):
        size = max(len(best) + 1, least)
        while i + size <= len(a) and a[i : i + size] in b:
            best = a[i : i + size]
            size += 1
    return best
