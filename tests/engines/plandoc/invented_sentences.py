"""Sentences of invented plans, each with the quantities it states."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.engines.plandoc import invented_words as words

Stated = tuple[str, float, float | None, str]  # operator, number, max, unit (万, 亿 written out)


@dataclass(frozen=True)
class Sentence:
    """One sentence ending in 。 and what it commits to."""

    text: str
    stated: tuple[Stated, ...]


def _whole(r: Random, low: int = 2, high: int = 900) -> int:
    return r.randint(low, high)


def _works(r: Random, year: int) -> Sentence:
    (a, ua), (b, ub) = r.sample(words.WORKS, 2)
    n, m = _whole(r), _whole(r)
    return Sentence(
        f"到{year}年，新建{a}{n}{ua}，改造{b}{m}{ub}。", (("=", n, None, ua), ("=", m, None, ub))
    )


def _works_first(r: Random, year: int) -> Sentence:
    (a, ua), (b, ub) = r.sample([w for w in words.WORKS if w[1] in "座个处套口"], 2)
    n, m = _whole(r, 2, 60), _whole(r, 2, 60)
    verb = r.choice(["布设", "建成", "整治", "提升"])
    return Sentence(
        f"{year}年底前，{verb}{n}{ua}标准化{a}、{m}{ub}智能{b}。",
        (("=", n, None, ua), ("=", m, None, ub)),
    )


def _rate(r: Random, _year: int) -> Sentence:
    rate, p = r.choice(words.RATES), round(r.uniform(3, 99), r.choice([0, 1, 2]))
    p = int(p) if p == int(p) else p
    wording, sign = r.choice([
        ("达到{}%以上", "≥"), ("不低于{}%", "≥"), ("控制在{}%以内", "≤"), ("超过{}%", ">"), ("稳定在{}%左右", "≈"), ("达{}%", "="),
        ("提高到{}%", "="), ("为{}%", "="), ("不高于{}%", "≤"), ("保持在{}％以上", "≥"), ("力争达到{}%", "="), ("低于{}%", "<"), ("≥{}%", "≥"), ("接近{}%", "≈"),
    ])  # fmt: skip
    return Sentence(
        f"{r.choice(['全县', '', '城区', '其中'])}{rate}{wording.format(p)}。",
        ((sign, p, None, "%"),),
    )


def _more_than(r: Random, _year: int) -> Sentence:
    thing, unit = r.choice(
        [
            ("危旧管网住户", "户"),
            ("低效林地", "亩"),
            ("转移就业劳力", "人"),
            ("清淤沟渠", "米"),
            ("农机补贴资金", "元"),
        ]
    )
    x = round(r.uniform(1.1, 9.9), 1)
    over = r.choice(["余", "多", ""])
    number = f"{x}{over}万" if over == "多" else f"{x}万{over}"
    return Sentence(
        f"五年来累计惠及{thing}{number}{unit}。",
        ((">" if over else "=", round(x * 10000), None, unit),),
    )


def _in_words(r: Random, _year: int) -> Sentence:
    """Counts in Chinese numerals, after what they count or before it, and tenths."""
    n = r.randint(2, 9)
    word = "零一两三四五六七八九"[n]
    low = r.randint(2, 8)
    digits = "零一两三四五六七八九"
    return r.choice([
        Sentence(f"建成返乡创业园{word}个，入驻企业{word}十余家。", (("=", n, None, "个"), (">", n * 10, None, "家")))
        if n > 2 else Sentence("建成返乡创业园两个。", (("=", 2, None, "个"),)),
        Sentence(f"打造{digits[low]}至{digits[low + 1]}家护理品牌。", (("range", low, low + 1, "家"),)),
        Sentence("招募志愿者一千二百名，设点近百个。", (("=", 1200, None, "名"), ("≈", 100, None, "个"))),
        Sentence(f"建设互助点百余个，覆盖{'三四五六七八'[n % 6]}成以上。", ((">", 100, None, "个"), ("≥", 10 * (3 + n % 6), None, "%"))),
    ])  # fmt: skip


def _most(r: Random, _year: int) -> Sentence:
    n, d = _whole(r, 2, 60), _whole(r, 2, 30)
    return Sentence(
        f"创业补助最高{n}万元，审批在{d}个工作日内办结，服务半径不到{n * 10}米。",
        (("≤", n * 10_000, None, "元"), ("≤", d, None, "个工作日"), ("<", n * 10, None, "米")),
    )


def _money(r: Random, _year: int) -> Sentence:
    x, y = round(r.uniform(1, 40), 2), _whole(r, 1000, 9000)
    return Sentence(
        f"完成投资{x}亿元，争取上级资金{y}多万元，亩均产值突破{y // 100}万元。",
        (
            ("=", round(x * 1e8), None, "元"),
            (">", y * 10000, None, "元"),
            (">", y // 100 * 10000, None, "元"),
        ),
    )


def _range(r: Random, _year: int) -> Sentence:
    low = _whole(r, 2, 80)
    high = low + _whole(r, 1, 60)
    dash = r.choice(["-", "—", "至", "～", "－", "–", "到"])
    thing, unit = r.choice(
        [("示范灌区", "个"), ("龙头企业", "家"), ("种业基地", "处"), ("技术骨干", "名")]
    )
    if r.random() < 0.3:
        return Sentence(
            f"水费收缴率{r.choice(['达到', '保持在'])}{low}%{dash}{high}%。",
            (("range", low, high, "%"),),
        )
    if r.random() < 0.5:
        return Sentence(
            f"每年培训{r.choice(['护林员', '农机手'])}{low * 10}{dash}{high * 10}人次。",
            (("range", low * 10, high * 10, "人次"),),
        )
    return Sentence(f"培育{low}{dash}{high}{unit}{thing}。", (("range", low, high, unit),))


def _each(r: Random, _year: int) -> Sentence:
    who, unit = r.choice([p for p in words.PEOPLE if p[1] == "名"])
    n, place = _whole(r, 1, 9), r.choice(words.PLACES)
    if r.random() < 0.5:
        return Sentence(f"每个{place}至少配备{n}{unit}{who}。", (("≥", n, None, unit),))
    return Sentence(
        f"各{place}{r.choice(['均', ''])}落实{n}{unit}以上{who}。", (("≥", n, None, unit),)
    )


def _per_head(r: Random, year: int) -> Sentence:
    x = round(r.uniform(2, 30), 2)
    return r.choice([
        Sentence(f"到{year}年，人均公园绿地面积达到{x}平方米。", (("=", x, None, "平方米"),)),
        Sentence(f"每万人拥有公交车辆{int(x) + 2}标台。", (("=", int(x) + 2, None, "标台"),)),
        Sentence(f"每10万人口拥有急救站点不少于{int(x) + 2}个。", (("≥", int(x) + 2, None, "个"),)),
        Sentence(f"细颗粒物平均浓度降至{int(x) + 20}微克/立方米。", (("=", int(x) + 20, None, "微克"),)),
        Sentence(f"污水日处理能力新增{x}万吨/日。", (("=", round(x * 10000, 4), None, "吨"),)),
        Sentence(f"耕地亩均灌溉用水量不超过{int(x) * 20 + 100}立方米。", (("≤", int(x) * 20 + 100, None, "立方米"),)),
    ])  # fmt: skip


def _chinese(r: Random, _year: int) -> Sentence:
    word, n = r.choice([("一", 1), ("两", 2), ("三", 3), ("十二", 12), ("二十", 20)])
    (thing, unit) = r.choice([w for w in words.WORKS if w[1] in "座处套"])
    return r.choice([
        Sentence(f"规划建设{word}{unit}{thing}。", (("=", n, None, unit),)),
        Sentence(f"至少建成{word}个防汛物资仓库。", (("≥", n, None, "个"),)),
        Sentence(f"湿地保护率达到百分之{r.choice(['六十', '五十五'])}以上，其余稳步提升。", ()),
    ])  # fmt: skip


def _percent_in_words(r: Random, _year: int) -> Sentence:
    word, n = r.choice([("六十", 60), ("八十五", 85), ("九十九点五", 99.5), ("30", 30)])
    return Sentence(f"湿地保护率达到百分之{word}以上。", (("≥", n, None, "%"),))


def _levels(r: Random, _year: int) -> Sentence:
    names = r.choice(
        [["县", "乡", "村"], ["省", "市", "县", "乡"], ["园区", "企业"], ["总站", "分站", "点"]]
    )
    word = {2: "两", 3: "三", 4: "四"}[len(names)]
    quote = r.random() < 0.3
    level = f"“{word}级”" if quote else f"{word}级"
    level = f"{word}级"
    return Sentence(
        f"完善{'、'.join(names)}{level}应急物流{r.choice(['体系', '网络'])}。",
        (("=", len(names), None, "级"),),
    )


def _all(r: Random, year: int) -> Sentence:
    thing = r.choice(["行政村污水治理", "山洪灾害预警", "农机安全监理", "渡口视频监控"])
    return r.choice([
        Sentence(f"到{year}年，实现{thing}全覆盖。", (("=", 100, None, "%"),)),
        Sentence(f"基本实现{thing}全覆盖，长效机制更加健全。", (("≈", 100, None, "%"),)),
        Sentence("对所有病险塘坝按规范实施除险加固。", (("=", 100, None, "%"),)),
        Sentence(f"形成“一{r.choice(['村', '乡镇', '企', '园区'])}一{r.choice(['策', '档', '图'])}”管护格局。", (("=", 1, None, "个"),)),
        Sentence("坚决守住不发生重大溃坝事故底线。", (("=", 0, None, "起"),)),
        Sentence("杜绝非法采砂，巩固整治成效。", (("=", 0, None, "起"),)),
    ])  # fmt: skip


def _time(r: Random, _year: int) -> Sentence:
    n = r.choice([10, 20, 30, 45, 60])
    return r.choice([
        Sentence(f"打造“{n}分钟应急救援圈”。", (("≤", n, None, "分钟"),)),
        Sentence(f"形成城乡{n}分钟便民出行圈，重点片区公交站点服务半径不大于{n * 10}米。", (("≤", n, None, "分钟"), ("≤", n * 10, None, "米"))),
        Sentence(f"“{n}分钟取水圈”覆盖率达到{n + 30}%。", (("=", n + 30, None, "%"),)),
        Sentence(f"装备平均役龄达到{n / 10:g}年，{n // 10}年内完成更新{n}台套。", (("=", n / 10, None, "年"), ("=", n, None, "台套"))),
    ])  # fmt: skip


def _change(r: Random, year: int) -> Sentence:
    a = _whole(r, 20, 60)
    b = a + _whole(r, 1, 30)
    return r.choice([
        Sentence(f"再生水利用率由{a}%提高到{b}%。", (("=", a, None, "%"), ("=", b, None, "%"))),
        Sentence(f"较{year - 5}年提高{b - a}.5个百分点，年均增长{a / 10}%。", (("=", b - a + 0.5, None, "个百分点"), ("=", a / 10, None, "%"))),
        Sentence(f"城、乡供水保证率分别达到{b}%和{a}%。", (("=", b, None, "%"), ("=", a, None, "%"))),
        Sentence(f"储备粮规模达到{a},{b:03d}吨，年接待研学{a}万人次以上。", (("=", a * 1000 + b, None, "吨"), ("≥", a * 10000, None, "人次"))),
        Sentence(f"光伏装机容量约{a}万千瓦，新增储能{b}兆瓦左右。", (("≈", a * 10000, None, "千瓦"), ("≈", b, None, "兆瓦"))),
    ])  # fmt: skip


MAKERS = (
    _works,
    _works_first,
    _rate,
    _rate,
    _more_than,
    _money,
    _in_words,
    _most,
    _range,
    _each,
    _per_head,
    _chinese,
    _percent_in_words,
    _levels,
    _all,
    _time,
    _change,
)


def sentence(r: Random, year: int) -> Sentence:
    """One random sentence; digits full-width in one of eight."""
    made = r.choice(MAKERS)(r, year)
    if made.text.startswith("湿地保护率") and not made.stated:
        made = _percent_in_words(r, year)
    if r.random() < 0.125:
        made = Sentence(
            made.text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789%."}), made.stated
        )
    return made
