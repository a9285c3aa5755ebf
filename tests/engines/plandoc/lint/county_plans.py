"""Invents public-service plans of counties that do not contradict themselves, from one seed.

The model is made first and printed after, so that a test can spoil the model in one place and knows
on which lines the two sides of the contradiction stand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.engines.plandoc.lint.asides import ASIDES
from tests.engines.plandoc.lint.measures import Measure, measures

DIGITS = "零一二三四五六七八九十"
COUNTIES = ["云岭县", "青川坪区", "松溪市", "白鹭湖区", "望江县", "石门岭县"]
HEADINGS = {
    "base": ["发展基础", "基本现状", "发展成效", "“十三五”回顾", "规划背景"],
    "goals": ["总体要求", "主要目标", "发展目标"],
    "tasks": ["重点任务", "主要任务", "推进优质均衡发展"],
    "keep": ["保障措施", "组织实施", "强化实施保障"],
}
SERVICES = {
    "幼有所育": [
        "孕产妇健康服务",
        "预防接种",
        "儿童健康管理",
        "困境儿童保障",
        "农村留守儿童关爱保护",
    ],
    "学有所教": ["学前教育资助", "义务教育阶段免除学杂费", "普通高中国家助学金", "营养膳食补助"],
    "劳有所得": ["就业信息服务", "就业登记与失业登记", "就业见习", "就业援助", "劳动人事争议调解"],
    "病有所医": ["健康档案", "慢性病患者健康管理", "卫生监督协管", "地方病防治"],
    "老有所养": ["老年人健康管理", "老年人福利补贴", "职工基本养老保险", "城乡居民基本养老保险"],
    "住有所居": ["公租房保障", "城镇棚户区改造", "农村危房改造"],
    "弱有所扶": ["最低生活保障", "特困人员救助供养", "临时救助", "残疾人康复"],
}
TASKS = [
    "健全工作机制，压实部门责任，持续改善服务环境。",
    "坚持城乡统筹，推动资源向农村和薄弱环节倾斜，让群众就近享受服务。",
    "加强队伍建设，完善激励措施，稳步提高服务水平。",
    "鼓励社会力量参与，丰富产品供给，满足多样化需求。",
]
PROJECTS = ["能力提升工程", "设施补短板工程", "提质扩容工程", "数字化升级行动", "人才培育计划"]
WORKS = [
    "新建公办幼儿园{n}所", "改扩建中小学{n}所", "新建社区食堂{n}个", "建设村级养老互助站{n}个",
    "建成标准化村卫生室{n}个", "改造提升农家书屋{n}个", "培育家政服务企业{n}家", "打造示范调解室{n}个",
    "建设健身步道{n}公里", "新建保障性租赁住房{n}0套", "培训养老护理员{n}0人次", "创建充分就业社区{n}个",
]  # fmt: skip


@dataclass
class Model:
    """Everything the plan says; the printer adds layout only."""

    seed: int
    county: str
    year: int
    layout: str
    measures: list[Measure]
    said_at_base: dict[str, str] = field(default_factory=dict)
    said_at_goal: dict[str, str] = field(default_factory=dict)
    goal_value: dict[str, str] = field(default_factory=dict)
    base_value: dict[str, str] = field(default_factory=dict)
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    services: list[tuple[str, list[str], int]] = field(default_factory=list)
    declared: int | None = None
    extra_base: list[tuple[str, str]] = field(default_factory=list)
    extra_goal: list[tuple[str, str]] = field(default_factory=list)
    works: dict[str, list[str]] = field(default_factory=dict)

    def measure(self, name: str) -> Measure:
        return next(m for m in self.measures if m.name == name)


@dataclass
class Printed:
    """The text, and the line of each thing that a test may ask for."""

    text: str
    lines: dict[str, list[int]]


def model(seed: int) -> Model:
    """A consistent plan."""
    r = Random(f"county plan {seed}")
    known = measures(r)
    chosen = sorted(r.sample(range(len(known)), r.randint(10, 24)))
    picked = [known[i] for i in chosen]
    made = Model(
        seed=seed,
        county=r.choice(COUNTIES),
        year=r.choice([2025, 2025, 2030]),
        layout=r.choice(["blocks", "lines", "tabs", "pipes"]),
        measures=picked,
    )
    for m in picked:
        base, goal = m.printed(m.base), m.printed(m.goal)
        missing = r.random() < 0.15
        made.cells[m.name] = ("—" if missing else base, m.goal_form.format(goal))
        made.units[m.name] = m.unit
        made.base_value[m.name], made.goal_value[m.name] = _said(r, m, base), _said(r, m, goal)
        if m.base_says and r.random() < 0.65 and not missing:
            made.said_at_base[m.name] = r.choice(m.base_says)
        if m.goal_says and r.random() < 0.6:
            made.said_at_goal[m.name] = r.choice(m.goal_says)
    if r.random() < 0.7:
        for domain in r.sample(sorted(SERVICES), r.randint(3, 7)):
            items = SERVICES[domain]
            listed = r.sample(items, r.randint(2, len(items)))
            made.services.append((domain, listed, len(listed)))
        if r.random() < 0.8:
            made.declared = sum(n for _, _, n in made.services)
    for i, (place, text) in enumerate(r.sample(ASIDES, r.randint(6, len(ASIDES)))):
        filled = text.format(b=made.year - 5, e=made.year, o=made.year - 10, m=made.year - 2)
        (made.extra_base if place == "base" else made.extra_goal).append((f"aside {i}", filled))
    for domain in dict.fromkeys(m.domain for m in picked):
        works = r.sample(WORKS, r.randint(1, 3))
        made.works[domain] = [w.format(n=r.randint(2, 60)) for w in works]
    seen: set[str] = set()
    for domain, works in made.works.items():  # the same work is promised once
        made.works[domain] = [w for w in works if not (w[:6] in seen or seen.add(w[:6]))]
    return made


def _said(r: Random, m: Measure, value: str) -> str:
    """The value as running text says it: 0.75万人, or 7500人."""
    if m.unit.startswith("万人") and r.random() < 0.4:
        return f"{round(float(value) * 10_000)}{m.unit[1:]}"
    return value + m.unit


class Printer:
    """Prints a model and remembers lines."""

    def __init__(self, made: Model) -> None:
        self.made, self.r = made, Random(f"print {made.seed}")
        self.out: list[str] = []
        self.lines: dict[str, list[int]] = {}
        self.gap = 0 if made.layout == "lines" else 1
        self.style = self.r.choice(["章", "章", "、"])
        self.chapter = 0

    def put(self, text: str, *marks: str, blank: int | None = None) -> None:
        self.out.append(text)
        for mark in marks:
            self.lines.setdefault(mark, []).append(len(self.out))
        self.out += [""] * (self.gap if blank is None else blank)

    def head(self, kind: str) -> None:
        self.chapter += 1
        name, n = self.r.choice(HEADINGS[kind]), DIGITS[self.chapter]
        self.put(f"第{n}章  {name}" if self.style == "章" else f"{n}、{name}")

    def print(self) -> Printed:
        made, r = self.made, self.r
        self.put(f"{made.county}“十{'四' if made.year == 2025 else '五'}五”公共服务规划", blank=2)
        self.put(f"规划期限为{made.year - 4}—{made.year}年。")
        self.head("base")
        self._base()
        self.head("goals")
        self.put(f"到{made.year}年，公共服务体系更加完善，群众满意度明显提高。")
        self._indicators()
        self.head("tasks")
        if made.declared:
            total = f"围绕民生需求，向全民提供{made.declared}项基本公共服务，并动态调整。"
            self.put(total, "declared")
        self._services()
        self._tasks()
        self.head("keep")
        self.put(r.choice(TASKS))
        self.put("县级有关部门要做好规划实施情况的监测评估，重大事项及时报告。")
        return Printed("\n".join(self.out), self.lines)

    def _base(self) -> None:
        made, r = self.made, self.r
        parts = [
            (f"base {name}", says.format(v=made.base_value[name]))
            for name, says in made.said_at_base.items()
        ]
        parts += made.extra_base
        r.shuffle(parts)
        size = r.randint(3, 6)
        for i in range(0, len(parts), size):
            opening = r.choice(
                [f"截至{made.year - 5}年底，", "“十三五”期间，", f"{made.year - 5}年，"]
            )
            if made.year == 2030:
                opening = opening.replace("十三五", "十四五")
            some = parts[i : i + size]
            joined = "。".join(text.rstrip("。") for _, text in some)
            self.put(f"民生福祉持续改善。{opening}{joined}。", *(mark for mark, _ in some))

    def _indicators(self) -> None:
        made, r = self.made, self.r
        self.put(f"表1 {made.county}公共服务主要指标")
        own_unit = r.random() < 0.3 and made.layout in ("tabs", "pipes")
        cells = ["领域", "指标名称", *(["单位"] if own_unit else [])]
        cells += [f"{made.year - 5}年", f"{made.year}年", "性质"]
        self._row(cells)
        last = ""
        for m in made.measures:
            base, goal = made.cells[m.name]
            unit = made.units[m.name]
            name = m.name if own_unit else f"{m.name}（{unit}）"
            row = [name, *([unit] if own_unit else []), base, goal, m.nature]
            same = m.domain == last
            last = m.domain
            merged = same and made.layout in ("blocks", "lines")
            self._row(row if merged else [m.domain, *row], f"row {m.name}")
        self.put("", blank=0)

    def _row(self, cells: list[str], *marks: str) -> None:
        if self.made.layout in ("tabs", "pipes"):
            mark = "\t" if self.made.layout == "tabs" else " | "
            self.put(mark.join(cells), *marks, blank=0)
            return
        for cell in cells:
            self.put(cell, *marks)

    def _services(self) -> None:
        made = self.made
        if not made.services:
            return
        self.put("表2 基本公共服务项目清单")
        self._row(["服务领域", "服务项目"])
        for domain, listed, count in made.services:
            self._row([domain, f"{'，'.join(listed)}。（{count}项）"], f"services {domain}")
        self.put("", blank=0)

    def _tasks(self) -> None:
        made, r = self.made, self.r
        asides = list(made.extra_goal)
        for number, (domain, works) in enumerate(made.works.items(), start=1):
            n = DIGITS[number]
            self.put(f"第{n}节  {domain}服务" if self.style == "章" else f"（{n}）{domain}服务")
            self.put(r.choice(TASKS))
            if asides:
                mark, text = asides.pop()
                self.put(text, mark)
            said = [
                (f"goal {m.name}", made.said_at_goal[m.name].format(v=made.goal_value[m.name]))
                for m in made.measures
                if m.domain == domain and m.name in made.said_at_goal
            ]
            boxed = r.random() < 0.6
            if boxed:
                self.put(f"专栏{number}：{domain}重点工程")
            opening = r.choice([f"到{made.year}年，", f"到{made.year}年，力争", ""])
            texts = [*works, *(text for _, text in said)]
            title = f"（一）{r.choice(PROJECTS)}。" if boxed else ""
            self.put(
                f"{title}{opening}{'，'.join(texts)}。", *(m for m, _ in said), f"works {domain}"
            )
        for mark, text in asides:
            self.put(text, mark)


def invent(seed: int) -> Printed:
    """The text of one consistent plan."""
    return Printer(model(seed)).print()
