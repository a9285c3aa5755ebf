"""The units that Chinese plans count in, as a grammar rather than a list of phrases."""

from __future__ import annotations

import re

# A counter that can begin a longer word carries what must not follow it: 家 in 3家, not in 家庭.
_COUNTERS = r"""
个百分点 百分点 个工作日 工作日 个月 个 人次 人月 人天 人(?!均|才|口|员|民|力|工|大|社|身|居|文|家)
名(?!录|单|师|校|班|镇) 户次 户(?!籍|均|外) 家次 家(?!庭|园|长|政|具|居) 所(?!有|在|以|需|属|得)
座(?!谈) 处(?!理|置) 项次 项(?!目) 套 张 台套 台次 台(?!账) 辆 艘 件(?!均) 份(?!额)
部(?!门|分|委|队|署) 场次 场\(次\) 场(?!所|地|馆|景) 次(?!中心|级|生) 期(?!间|末|限|望) 批次 批
条(?!件|例) 支(?!持|撑|部) 只 间(?!接) 栋 幢 宗 例 起 对(?!接) 组(?!织|建) 根(?!据) 棵 株 头
门(?!诊|槛) 册次 册 本 篇 首 幅 卷 盏 架 颗 节(?!目|约) 课时 学时 学分 学位 床位 车位 托位 泊位
工位 岗位 床(?!位|上|头|旁|前) 席 班次 班列 班(?!级|子) 轮(?!训|换) 遍 倍 级(?!别) 类(?!别|型) 种(?!植|养|子) 片(?!区)
块 口(?!岸|腔) 层(?!次|级|面) 站 点 标段 车次 列
"""
_MEASURES = """
平方米 平方公里 平方千米 立方米 公里 千米 厘米 毫米 海里 米 公顷 亩 吨标准煤 吨标煤 标准煤 吨 公斤 千克
毫克 微克 克 斤 升 毫升 千瓦时 千瓦 兆瓦 吉瓦 千伏安 千伏 度 兆 分贝 摄氏度 ℃ 标台 标准箱 标箱
分钟 小时 天 周岁 岁 年 周 秒 美元 元 ㎡ m² m2 km² km kg kW MW % ‰
"""
_ONLY_IN_BRACKETS = "分 月 日 比值 比例 人数 户数 标准分 位次 指数 等级"
_DENOMINATORS = "人口 人 户 村 镇 乡 县 社区 校 生 班 日 月 季度 例 老人 职工 劳动力 儿童"
_NOT_FOLLOWED = re.compile(r"\(\?!.*?\)|\\")


def _plain(unit: str) -> str:
    return _NOT_FOLLOWED.sub("", unit)


def _longest_first(text: str) -> list[str]:
    return sorted(text.split(), key=lambda unit: -len(_plain(unit)))


UNIT = "|".join(_longest_first(_COUNTERS + _MEASURES))
SCALE = "(?:[十百千]?万|[十百千万]?亿)"
_PLAIN = "|".join(
    re.escape(_plain(unit)) for unit in _longest_first(_COUNTERS + _MEASURES + _ONLY_IN_BRACKETS)
)
DENOMINATOR = rf"(?:\d*[十百千万亿]*(?:{'|'.join(_DENOMINATORS.split())}|{_PLAIN}))"
_IN_BRACKETS = re.compile(
    rf"[十百千万亿]{{0,3}}(?:{_PLAIN})(?:[/·每]{DENOMINATOR})*"
    rf"|\d*/\d*[十百千万亿]*{DENOMINATOR}?|[百千万亿]+"
)


def is_unit(text: str) -> bool:
    """Whether the words in a name's last brackets are a unit.

    >>> [is_unit(t) for t in ('万人次', '平方米/人', '%', '1/10万', '含大病保险', '助理')]
    [True, True, True, True, False, False]
    """
    return bool(_IN_BRACKETS.fullmatch(text))


def split_name(printed: str) -> tuple[str, str]:
    """A printed indicator name (half-width brackets) as name and unit.

    >>> split_name('医师(助理)数(人/千人)')
    ('医师(助理)数', '人/千人')
    """
    found = re.fullmatch(r"(.+?)[(\[]([^()\[\]]{1,12})[)\]]", printed)
    if found and is_unit(found[2]):
        return found[1], found[2]
    return printed, ""
