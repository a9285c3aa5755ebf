"""Invents plans: a text as an extractor would print it, and the truth about it, from one seed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from tests.engines.plandoc import invented_words as words
from tests.engines.plandoc.invented_sentences import Sentence, Stated, sentence

DIGITS = "零一二三四五六七八九十"
DELIMITED = ("tabs", "pipes", "gaps")
FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in "0123456789%."}


def chinese(n: int) -> str:
    """1 to 19 in Chinese."""
    return DIGITS[n] if n <= 10 else "十" + DIGITS[n - 10]


@dataclass
class Invented:
    """The text and what a reader must find in it (line numbers from 1)."""

    seed: int
    text: str = ""
    layout: str = ""
    sections: list[tuple[int, str, int]] = field(default_factory=list)
    indicators: list[dict] = field(default_factory=list)
    services: list[dict] = field(default_factory=list)
    projects: list[tuple[str, str, int]] = field(default_factory=list)
    quantities: list[tuple[int, str, float, float | None, str]] = field(default_factory=list)


class Writer:
    """Prints lines and knows their numbers."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, text: str, *, blank: int = 1) -> int:
        self.lines += [text, *[""] * blank]
        return len(self.lines) - blank


class Inventor:
    """Makes one plan; every choice comes from the seed."""

    def __init__(self, seed: int, layout: str | None = None) -> None:
        self.r = Random(f"plan {seed}")
        self.year = self.r.randint(2016, 2060)
        self.layout = layout or self.r.choice(
            ["blocks", "blocks", "lines", "tabs", "pipes", "gaps"]
        )
        self.gap = 0 if self.layout == "lines" else 1
        self.full_width = self.r.random() < 0.3
        self.out = Writer()
        self.wrapped = self.layout != "lines" and self.r.random() < 0.2
        self.western = self.r.random() < 0.2
        self.spaced = self.r.random() < 0.2
        self.truth = Invented(seed, layout=self.layout)

    # -- the whole ---------------------------------------------------------------------------
    def plan(self) -> Invented:
        r = self.r
        self.style = r.choice(["章", "章", "章", "一、", "arabic", "编"])
        self.outline = self._outline()
        self.line(f"云岭县“十{r.choice('五六七')}五”水网路网建设规划", blank=2)
        self._contents(r.choice(["none", "pages", "dots", "plain"]))
        tables = r.sample(range(len(self.outline)), 2) if len(self.outline) > 1 else [0, 0]
        if r.random() < 0.5:
            self._heading(1, "前言")
            self.prose()
        self.line(f"规划期限为{self.year - 4}—{self.year}年。")
        for number, (chapter, sections) in enumerate(self.outline):
            self._heading(1, chapter)
            self.prose()
            if number == tables[0]:
                self._indicator_table()
            if number == tables[1] and r.random() < 0.85:
                self._service_table()
            for section in sections:
                self._heading(2, section)
                for _ in range(r.randint(1, 3)):
                    self.prose()
                if r.random() < 0.4:
                    self._box()
        self.prose()
        self.truth.text = "\n".join(self.out.lines)
        return self.truth

    def line(self, text: str, *, blank: int | None = None) -> int:
        return self.out.line(text, blank=self.gap if blank is None else blank)

    def wide(self, text: str) -> str:
        return text.translate(FULL_WIDTH) if self.full_width and self.r.random() < 0.7 else text

    # -- headings ----------------------------------------------------------------------------
    def _outline(self) -> list[tuple[str, list[str]]]:
        r, gap = self.r, self.r.choice([" ", "  ", "　"])
        chapters = r.sample(words.CHAPTERS, r.randint(2, 12))
        outline = []
        for i, chapter in enumerate(chapters, start=1):
            sections = r.sample(words.SECTIONS, r.randint(0, 4))
            first = {
                "一、": f"{chinese(i)}、{chapter}",
                "arabic": f"第{i}章{gap}{chapter}",
                "编": f"第{chinese(i)}编{gap}{chapter}",
            }
            title = first.get(self.style, f"第{chinese(i)}章{gap}{chapter}")
            mark = {"一、": "（{}）{}", "编": "第{}章" + gap + "{}"}.get(
                self.style, "第{}节" + gap + "{}"
            )
            outline.append(
                (title, [mark.format(chinese(k), s) for k, s in enumerate(sections, start=1)])
            )
        return outline

    def _contents(self, kind: str) -> None:
        if kind == "none":
            return
        self.line(self.r.choice(["目录", "目　　录", "目 录"]))
        page = 1
        for chapter, sections in self.outline:
            for title in (chapter, *sections):
                page += self.r.randint(0, 3)
                self.line(
                    {"pages": f"{title} {page}", "dots": f"{title}{'…' * 6}{page}", "plain": title}[
                        kind
                    ]
                )
        self.line("", blank=2)

    def _heading(self, level: int, title: str) -> None:
        number = self.line(title)
        self.truth.sections.append((level, " ".join(title.split()), number))

    # -- running text ------------------------------------------------------------------------
    def prose(self) -> None:
        parts = [Sentence(self.r.choice(words.PROSE).format(y=self.year - 5), ())]
        parts += [sentence(self.r, self.year) for _ in range(self.r.randint(0, 3))]
        self.r.shuffle(parts)
        self.tell("", parts)

    def tell(self, opening: str, parts: list[Sentence]) -> int:
        """Print a paragraph as this plan's extractor does; a number counts where it begins."""
        start = len(self.out.lines) + 1
        text = opening + "".join(p.text for p in parts)
        wrapped = self.wrapped and "百分之" not in text
        places = _places(text, len(opening), parts) if wrapped else None
        if places:
            width = self.r.randint(28, 44)
            for at in range(0, len(text), width):
                self.out.line(text[at : at + width], blank=0)
            self.out.line("", blank=0)
            self.truth.quantities += [(start + at // width, *stated) for at, stated in places]
            return start
        if self.western:
            text = text.replace("，", ", ").replace("；", "; ")
        if self.spaced:
            text = re.sub(r"(?<=[一-龥])(\d[\d.]*)(?=[一-龥%])", r" \1 ", text)
        self.line(text)
        self.truth.quantities += [(start, *stated) for p in parts for stated in p.stated]
        return start

    def _box(self) -> None:
        r, k = self.r, len({p[0] for p in self.truth.projects}) + 1
        name = r.choice(["骨干工程", "重点行动", "能力提升项目"])
        number = r.choice([str(k), chinese(k)])
        form = r.choice(
            [
                "专栏{}：{}",
                "专栏{} {}",
                "专 栏 {}　{}",
                "专栏{}:{}",
                "【专栏{}：{}】",
                "【专栏{}】{}",
            ]
        )
        self.line(form.format(self.wide(number), name))
        box = f"专栏{number}：{name}"
        numbering = r.choice(
            ["（{c}）", "（{c}）", "{n}.", "({n})", "{o}", "{c}是", "■", "0{n} ", ""]
        )
        stop = r.choice(["。", "：", "——"]) if numbering == "■" else "。" if numbering else "："
        for i, title in enumerate(r.sample(words.PROJECTS, r.randint(1, 6)), start=1):
            mark = numbering.format(c=chinese(i), n=i, o=chr(0x2460 + i - 1))
            parts = [sentence(r, self.year) for _ in range(r.randint(1, 3))]
            self.truth.projects.append((box, title, self.tell(f"{mark}{title}{stop}", parts)))

    # -- tables ------------------------------------------------------------------------------
    def _rows(self, rows: list[list[list[str]]]) -> list[list[int]]:
        """Print rows of cells, each cell a list of fragments; the line of each cell's start."""
        starts = []
        for row in rows:
            if self.layout in DELIMITED:
                starts.append(self._delimited(row))
                continue
            found = []
            for cell in row:
                torn = self.gap if self.r.random() < 0.5 else 0
                for i, part in enumerate(cell):
                    number = self.line(part, blank=self.gap if i == len(cell) - 1 else torn)
                    found += [number] if i == 0 else []
            starts.append(found)
        return starts

    def _delimited(self, row: list[list[str]]) -> list[int]:
        if self.layout == "gaps":
            # Wide gaps between cells; an empty cell leaves no trace, and no cell is torn.
            gap = " " * self.r.randint(2, 6)
            number = self.line(gap.join(text for cell in row if (text := "".join(cell))), blank=0)
            return [number] * len(row)
        mark = "\t" if self.layout == "tabs" else " | "
        lines, starts = [""], []
        for i, cell in enumerate(row):
            lines[-1] += mark if i else ("| " if self.layout == "pipes" else "")
            starts.append(len(self.out.lines) + len(lines))
            lines[-1] += cell[0] if cell else ""
            lines += cell[1:]
        if self.layout == "pipes":
            lines[-1] += " |"
        for text in lines:
            self.out.line(text, blank=0)
        return starts

    def torn(self, text: str, *, chance: float, least: int) -> list[str]:
        """The cell in two or three lines, none but the last shorter than `least`."""
        parts = [text]
        while self.r.random() < chance and len(parts[-1]) > least + 1:
            at = self.r.randint(least, len(parts[-1]) - 1)
            parts[-1:] = [parts[-1][:at], parts[-1][at:]]
        return parts

    def _indicator_table(self) -> None:
        r = self.r
        base, year = self.year - 5, self.year
        self.line(f"表1 云岭县{year}年主要指标")
        header = {
            "domain": r.choice([["领域"], ["领  域"], ["类别"], ["领", "域"]]),
            "name": r.choice([["指标名称"], ["指标"], ["主要指标"], ["指标", "名称"]]),
            "base": r.choice(
                [[f"{base}年", "基期值"], [f"{base}年"], [f"{base}年情况"], [f"{base}年", "实际"]]
            ),
            "goal": r.choice([[f"{year}年", "目标"], [f"{year}年"], [f"{year}年目标值"]]),
            "nature": r.choice([["指标", "性质"], ["性质"], ["属性"], ["指标性质"]]),
        }
        usual = ["domain", "name", "base", "goal", "nature"]
        order = usual if r.random() < 0.5 else r.sample(usual, len(usual))
        if self.layout in DELIMITED:
            header = {k: ["".join(v)] for k, v in header.items()}
        self._rows([[[self.wide(p) for p in header[c]] for c in order]])
        if self.layout == "pipes":
            self.out.line("|---|---|---|---|---|", blank=0)
        domains = r.sample(words.DOMAINS, r.randint(1, 6)) + r.sample(
            words.LONG_DOMAINS, r.randint(0, 3)
        )
        r.shuffle(domains)
        pool = r.sample(words.INDICATORS, len(words.INDICATORS))
        for domain in domains:
            for i in range(min(r.randint(1, 6), len(pool))):
                self._indicator(domain, pool.pop(), order, first=i == 0)
        self.out.line("", blank=1)

    def _indicator(self, domain: str, spec: tuple, order: list[str], *, first: bool) -> None:
        r = self.r
        name, unit, low, high, decimals = spec
        brackets = r.choice(["（{}）", "（{}）", "({})"])
        printed = name + (brackets.format(unit) if unit else "")
        base = self._value(r, low, high, decimals, unit, may_miss=True)
        goal = self._value(r, low, high, decimals, unit, may_miss=False)
        nature = r.choice(words.NATURES)
        spaced = domain if len(domain) > 2 or r.random() < 0.6 else f"{domain[0]} {domain[1]}"
        tear = 0.3 if r.random() < 0.6 else 0.0
        cells = {
            "domain": [spaced] if r.random() < 0.8 else list(domain),
            "name": self.torn(self.wide(printed), chance=tear, least=7),
            "base": [base["raw"]],
            "goal": self._goal(goal, order),
            "nature": [nature] if r.random() < 0.9 else [nature[:2], nature[2:]],
        }
        columns = [c for c in order if c != "domain" or first or self.layout in DELIMITED]
        if not first:
            cells["domain"] = [""]
        starts = self._rows([[cells[c] for c in columns]])[0]
        self.truth.indicators.append(
            {"domain": domain, "name": name, "unit": unit, "baseline": base, "target": goal, "nature": nature,
             "line": starts[columns.index("name")]}
        )  # fmt: skip

    def _goal(self, goal: dict, order: list[str]) -> list[str]:
        """A goal in words may be torn, but not where a merged column follows: there no reader could tell."""
        last = order[-1] == "goal" or order[order.index("goal") + 1] == "domain"
        if goal["operator"] != "text" or last:
            return [goal["raw"]]
        return self.torn(goal["raw"], chance=0.2, least=2)

    def _value(
        self, r: Random, low: float, high: float, decimals: int, unit: str, *, may_miss: bool
    ) -> dict:
        x = round(r.uniform(low, high), decimals) if decimals else r.randint(int(low), int(high))
        text = f"{x:.{decimals}f}"
        kind = r.random()
        if may_miss and kind < 0.2:
            return {"raw": r.choice(["—", "－", "-", "——"]), "operator": "—", "value": None}
        if not may_miss and kind < 0.1:
            return {"raw": r.choice(words.TEXT_GOALS), "operator": "text", "value": None}
        forms = [("{}", "=")] * 6 + [
            ("≥{}", "≥"),
            ("＞{}", ">"),
            ("<{}", "<"),
            ("≦{}", "≤"),
            ("≤{}", "≤"),
            ("{}以上", "≥"),
            ("{}以内", "≤"),
            ("{}左右", "≈"),
            ("不低于{}", "≥"),
        ]
        form, sign = r.choice(forms)
        percent = "%" if unit == "%" and r.random() < 0.3 else ""
        return {
            "raw": self.wide(form.format(text + percent)),
            "operator": sign,
            "value": float(text),
        }

    def _service_table(self) -> None:
        r = self.r
        self.line("表2 惠民服务事项清单")
        header = {
            "domain": r.choice([["服务", "领域"], ["领域"], ["类别"]]), "content": r.choice([["服务内容与目标"], ["主要内容"], ["内容和目标"]]),
            "items": r.choice([["服务项目"], ["项目"], ["服务", "项目"]]),
        }  # fmt: skip
        order = r.choice(
            [
                ["domain", "content", "items"],
                ["domain", "content", "items"],
                ["domain", "items", "content"],
                ["domain", "items"],
            ]
        )
        if self.layout in DELIMITED:
            header = {k: ["".join(v)] for k, v in header.items()}
        self._rows([[header[c] for c in order]])
        for domain in r.sample(words.DOMAINS + words.LONG_DOMAINS, r.randint(2, 12)):
            self._service(domain, order)
        self.out.line("", blank=1)

    def _service(self, domain: str, order: list[str]) -> None:
        r = self.r
        items = r.sample(words.ITEMS, r.randint(2, 9))
        open_ended = r.random() < 0.4
        declared = len(items) + (r.randint(1, 9) if open_ended else 0)
        count = self.wide(str(declared)) if r.random() < 0.8 or declared > 19 else chinese(declared)
        end = r.choice(["。（{}项）", "（{}项）", "（{}项）。", "。({}项)", "（共{}项）"]).format(
            count
        )
        text = "，".join(items) + "等" * open_ended + end
        cells = {
            "domain": [domain],
            "content": self.torn(r.choice(words.CONTENTS), chance=0.2, least=9),
            "items": self.torn(text, chance=0.3, least=10),
        }
        starts = self._rows([[cells[c] for c in order]])[0]
        self.truth.services.append(
            {
                "domain": domain,
                "items": items,
                "declared": declared,
                "open_ended": open_ended,
                "line": starts[order.index("items")],
            }
        )


def _places(text: str, at: int, parts: list[Sentence]) -> list[tuple[int, Stated]] | None:
    """Where each stated number begins; None where one is not printed as a plain figure."""
    places = []
    for part in parts:
        begin, end = at, at + len(part.text)
        for stated in part.stated:
            forms = [f"{stated[1] / scale:g}" for scale in (1, 10_000, 100_000_000)]
            figures = [re.compile(rf"(?<![\d.]){re.escape(f)}(?![\d.]|万人口)") for f in forms]
            starts = [m.start() for f in figures if (m := f.search(text, begin, end))]
            if not starts:
                return None
            begin = min(starts) + 1
            places.append((begin - 1, stated))
        at = end
    return places


def invent(seed: int, layout: str | None = None) -> Invented:
    """The plan of this seed; the same seed gives the same plan."""
    return Inventor(seed, layout).plan()
