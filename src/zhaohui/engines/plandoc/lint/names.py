"""Names of quantities brought to one form, so that like is compared with like."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhaohui.engines.plandoc.widths import canonical, chinese_number

# The same thing under two names that plans and statistics use side by side.
_ALIASES = [
    (r"人均(?:期望)?寿命|(?:平均|人口)(?:预期|期望)寿命|(?:居民)?人均预期寿命", "人均预期寿命"),
    (r"学前(?:教育)?三年(?:教育)?(?=毛入园率)", "学前教育"),
    (r"(?<=普惠性)学前教育(?:资源)?(?=覆盖率)", "幼儿园"),
    (r"(?<=普惠性)学前教育(?:资源)?(?=占比)", "幼儿园"),
    (r"九年(?:制)?义务教育", "义务教育"),
    (r"高中阶段教育", "高中阶段"),
    (r"基本医疗保险|基本医保|医疗保险", "医保"),
    (r"基本养老保险", "养老保险"),
    (r"老年人口|老人(?!家)|老龄人口", "老年人"),
    (r"养老服务床位|养老床位", "养老床位"),
    (r"执业医师|执业(?:\(含?助理\)|（含?助理）|助理)医师", "执业医师"),
    (r"(?:所占|的)?(?:比例|比重|比率)|所占比|(?<=[^占])占比率", "占比"),
    (r"综合覆盖率|人口覆盖率|综合人口覆盖率", "覆盖率"),
    (r"建档立卡贫困", "脱贫"),
    (r"残疾儿童少年|残疾少年儿童", "残疾儿童"),
    (r"职工基本医保", "职工医保"),
    (r"企业(?=劳动合同)", ""),
    (r"各级各类|各类|各种|符合条件的", ""),
]
_ALIAS = [(re.compile(p), r) for p, r in _ALIASES]
_GROUP = r"(?:老年人|常住人口|户籍人口|人口|户居民|居民|户|活产儿?|新生儿|儿童|学生|妇女|就业人员|职工|劳动者|例|人)"
_PER = re.compile(
    rf"每?(?P<count>(?<=每)\d+(?:[十百千万亿]+)?|(?<=每)[一十百千万亿]+|[百千万]|[一二三五十]?十万)"
    rf"(?:名|位|个)?(?P<group>{_GROUP})(?:口|中)?(?:平均)?(?:拥有|占有|享有|配备|接受|的)?"
)
_PER_HEAD = re.compile(r"^(?:人均|户均|村均|校均|生均)")
_TIME = re.compile(
    r"(?:力争)?(?:到|至|截至|截止)?(?:19|20|21)\d\d年?(?:(?:[-–—―~～至到]+(?:19|20|21)\d\d年?)?)"
    r"(?:底|末|年底|年末)?(?:之前|以前|前|期间|时)?|(?:到|至)?“?十[一二三四五六七八九]五”?(?:时期|期间|期末|末期|末|期)?"
    r"|(?:到|至)?规划期(?:内|末|间)|(?:今后|未来|近)?[五5]年(?:内|来|间)?|目前|现有"
)
_REGION = re.compile(
    r"^(?:[全我本](?:区|县|市|旗|州|域)(?:范围)?内?(?!域|级|际|外)|辖区内?|区域内|县域内?(?!就诊|医))"
)
_NUMBERED = re.compile(r"^\d{1,2}[.、](?=[^\d])")
_LEADING = re.compile(
    r"^(?:其中[,，:：]?|把(?!关|握)|并且?|同时|以及|和|及|与|、|确保|力争|争取|计划|预计|努力|积极|实现|完成|开展|提供|拥有|"
    r"享有|享受|落实|组织|达到|保持|稳定|稳步|加快|全面|基本(?=实现|形成|建成|完成)|将|使|已|共有|共|现有|有|"
    r"推动|推进|促进|提高|提升|扩大|增加|不断|持续|进一步|大力|发放|解决|设置|设立|配备|建立|安排|为|向|"
    r"社会|规划|全社会|县级|区级)+"
)
_PREDICATE = re.compile(
    r"(?:(?:继续)?(?:保持|控制|稳定|维持)(?:在)?|(?:提高|提升|下降|降低|增加|增长|扩大|上升|减少|缩短|发展|降|升|减|增)(?:到|至|为)|"
    r"达到|达|超过|突破|不低于|不少于|不超过|不高于|不得低于|至少|最少|最多|大于|高于|低于|小于|约为?|近|为|是|到|至|在|"
    r"接近|只有|仅有|仅为|仅|还有|总计|共计|合计|共|分别|(?<![年人户村校生])均|力争|计划|实现|完成|以上|由|从|将|已|,|，|:|：|[≥≤<>=])+$"
)
_SCOPES = {
    "cumulative": re.compile(r"五年累计|累计|五年共"),
    "annual": re.compile(r"年均|每年|年度|当年|年(?=接待|培训|服务)"),
    "growth": re.compile(
        r"(?:同比|平均|较快|稳步)?(?:增长|增速|增幅|增长率|递增|增加|提高|下降|降低|减少)(?:率|幅度)?$"
    ),
}
ACTS = re.compile(
    r"新改扩建|改扩建|新建成?|新开工|改建|扩建|改造提升|提升改造|提质改造|改造|续建|建设|建成|建立|创建|打造|培育|培养|开工|"
    r"办好|升级|维修|修缮|筹集|扶持|吸纳"
)
_COUNTED = re.compile(
    r"(?:队伍|总量|总数|总规模|拥有量|保有量|数量|个数|户数|人次数?|人数|次数|(?<![指系基天倍])数|规模|总)$"
)
_SHARE = re.compile(r"^(?P<part>.{2,}?)占(?P<whole>.{2,}?)(?:占比|总数|总量|的|总人数)*$")
_INSIDE = re.compile(r"^(?P<whole>.{2,}?)(?:中的?|内)(?P<part>.{2,}占比)$")
_FOR_OLD = re.compile(r"^养老(?:服务|机构)?(?=床位)")


@dataclass(frozen=True)
class Name:
    """`core` is what is measured; `whole` of what it is a share; `per` for whom each unit is.

    `scopes` are ways of counting (cumulative, annual, growth) and `acts` works (改造, 新建): both part
    of the identity in a strict comparison.
    """

    core: str
    whole: str = ""
    per: str = ""
    scopes: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    remark: str = ""

    def same(self, other: Name) -> bool:
        """Surely the same quantity."""
        return (
            self.loosely(other)
            and self.scopes == other.scopes
            and self.acts == other.acts
            and self.remark == other.remark
        )

    def loosely(self, other: Name) -> bool:
        """The same thing, perhaps counted in another way."""
        wholes = self.whole == other.whole or not (self.whole and other.whole)
        return self.core == other.core and self.per == other.per and wholes


def name_of(text: str, *, per: str = "") -> Name:
    """The name that a table cell or the words before a number give.

    >>> name_of('养老机构床位中护理型床位占比') == name_of('其中护理型床位比例达到')
    False
    >>> name_of('养老机构床位中护理型床位占比').loosely(name_of('其中护理型床位比例达到'))
    True
    """
    t = canonical(text)
    t, remark = _without_brackets(t)
    for pattern, plain in _ALIAS:
        t = pattern.sub(plain, t)
    t = _TIME.sub("", _NUMBERED.sub("", t)).strip("，,、的 ")
    t = re.sub(r"(?<=.{2})约?占$", "占比", _stripped(t)) if t.endswith("占") else _stripped(t)
    if "人均" in t[1:] and not t.endswith("人均"):
        t = "人均" + t.replace("人均", "")
    t, found = _per(t)
    per = found or per
    t = _stripped(t)
    scopes: set[str] = set()
    for scope, pattern in _SCOPES.items():
        if pattern.search(t):
            scopes.add(scope)
            t = pattern.sub("", t)
    t = _stripped(t)
    acts = frozenset(ACTS.findall(t))
    t = ACTS.sub("", t) if len(ACTS.sub("", t)) >= 2 else t
    if "新增" in t and not t.endswith("新增"):
        t = "新增" + t.replace("新增", "")
    whole = ""
    if share := (_SHARE.match(t) or _INSIDE.match(t)):
        whole, t = share["whole"].strip("的"), share["part"].removesuffix("占比") + "占比"
        if t.endswith("率占比"):
            t = t.removesuffix("占比")
    elif institution := _INSTITUTION.match(t):
        whole, t = institution["whole"], institution["part"]
    t = _count_dropped(_stripped(t))
    whole = re.sub(r"(?:床位|总数|总量)$", "", whole)
    if t.endswith("率"):
        per = ""  # per 100,000 or ‰ is in the unit
    if per.endswith("老年人"):
        t = _FOR_OLD.sub("", t)
    return Name(t, whole, per, frozenset(scopes), acts, remark)


def per_of(text: str) -> str:
    """For whom each unit is, where a text says so: 每千人口 is 1000人; else empty."""
    t = canonical(text)
    for pattern, plain in _ALIAS:
        t = pattern.sub(plain, t)
    return _per(t)[1] if "每" in t else ""


def plain_name(text: str) -> str:
    """The words as a reader would name the quantity: without date, verb and bound.

    >>> plain_name('到2025年，普惠性幼儿园覆盖率超过')
    '普惠性幼儿园覆盖率'
    """
    short = _stripped(_TIME.sub("", canonical(text)).strip("，,、的 "))
    return short if len(short) >= 2 else canonical(text)


_INSTITUTION = re.compile(r"^(?P<whole>(?:养老|养老服务|医疗|医疗卫生)机构)的?(?P<part>.{3,}占比)$")


def _without_brackets(t: str) -> tuple[str, str]:
    """Brackets dropped; what they add or take away (含大病保险) is kept as a remark."""
    inner = re.findall(r"[（(〔\[]([^（）()]*)[）)〕\]]", t)
    remark = next((x for x in inner if re.match(r"含(?!助理)|不含|包括|五年", x)), "")
    t = re.sub(r"[（(〔\[][^（）()]*[）)〕\]]", "", t)
    t = re.sub(r"[“”\"'‘’《》]", "", t)
    return t, remark


def _stripped(t: str) -> str:
    before = None
    while before != t:
        before = t
        t = _REGION.sub("", t)
        t = _PREDICATE.sub("", t) if len(t) > 2 else t
        kept = _LEADING.sub("", t)
        t = kept if len(kept) >= 2 or not kept else t
        t = t.strip("，,、的 ")
    return t


def _count_dropped(t: str) -> str:
    kept = _COUNTED.sub("", t)
    kept = _COUNTED.sub("", kept)
    return kept if len(kept) >= 2 else t


def _per(t: str) -> tuple[str, str]:
    if head := _PER_HEAD.match(t):
        return t, head[0]
    found = _PER.search(t) if "每" in t or re.match(r"[千万百]名?", t) else None
    if found is None:
        return t, ""
    count = found["count"]
    number = int(count) if count.isdigit() else _counted(count)
    group = (
        "人" if found["group"] in ("人口", "常住人口", "户籍人口", "人", "居民") else found["group"]
    )
    group = "户" if group == "户居民" else group
    after = t[found.end() :]
    rest = after if len(_stripped(after)) >= 2 else t[: found.start()]
    return rest, f"{number}{group}"


def _counted(text: str) -> int:
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0]) * chinese_number("一" + text[digits.end() :])
    return chinese_number(text if text[0] in "一二三四五六七八九十" else "一" + text)
