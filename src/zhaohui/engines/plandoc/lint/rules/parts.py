"""A total whose named parts add up to something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.names import name_of
from zhaohui.engines.plandoc.lint.plain_units import unit_of
from zhaohui.engines.plandoc.lint.spec import Finding, Severity
from zhaohui.engines.plandoc.units import SCALE, UNIT
from zhaohui.engines.plandoc.values import NUMBER
from zhaohui.engines.plandoc.widths import chinese_number, number, scaled

ID = "parts-of-total"
ROUGH = 0.03
_AMOUNT = re.compile(
    rf"(?P<n>{NUMBER})(?P<scale>{SCALE})?(?P<over>余|多)?(?P<unit>{UNIT})(?P<after>以上|左右)?"
)
_OPENS = re.compile(r"，?(?:其中|包括|分别(?:是|为)|即)[:，]?|[:（(]")
_NOT_PARTS = re.compile(r"率|占比|比例|比重|不低于|不少于|以上|每|各|新增|年均|同时|累计|培训")
_CHANGES = re.compile(
    r".*[。；]|[，、]?(?:同时|并)?(?:新建|改建|扩建|建设|建成|新增|改造|完成|共|改扩建)"
)
_YEAR = re.compile(r"(?:19|20|21)\d\d年")
_LEVEL = re.compile(r"每|人均|户均|生均|平均|寿命|标准(?!化)")
_LEVELS = re.compile(
    r"(?<![一-龥])?(?P<list>(?:省|市|州|区|县|旗|乡镇|镇街|镇|乡|街道|村|社区|组|户|网格)(?:（社区）|\(社区\)|\(居\))?(?:、(?:省|市|州|区|县|旗|乡镇|镇街|镇|乡|街道|村|社区|组|户|网格)(?:（社区）|\(社区\))?)+)“?(?P<n>[两二三四五六])级"
)


def check(draft: Draft) -> Iterator[Finding]:
    """Sentences 共N，其中a、b, and lists of administrative levels."""
    for line in draft.prose:
        text = draft.printed.tight(line.number)
        for sentence in re.split(r"(?<=[。；])", text):
            yield from _sums(draft, line.number, sentence)
        yield from _levels(draft, line.number, text)
    yield from _rows(draft)


def _sums(draft: Draft, line: int, sentence: str) -> Iterator[Finding]:
    amounts = [m for m in _AMOUNT.finditer(sentence) if not _YEAR.fullmatch(m[0])]
    for i, total in enumerate(amounts[:-2]):
        between = sentence[total.end() : amounts[i + 1].start()]
        opening = _OPENS.match(between) or re.search(r"，其中", between)
        if not opening or _is_level(sentence, total):
            continue
        parts = _parts(sentence, amounts[i + 1 :], total)
        if len(parts) < 2:
            continue
        by_comma = "，" in sentence[parts[0].end() : parts[-1].start()]
        listed = sentence[total.end() : parts[-1].end()]
        named_rest = re.search(r"其他|其它|其余", listed)
        closed = "其中" not in opening[0] or bool(named_rest)
        closed = closed and not sentence[parts[-1].end() :].startswith("等")
        yield from _compared(draft, line, total, parts, closed=closed, sure=not by_comma)
        return


def _is_level(sentence: str, total: re.Match[str]) -> bool:
    """Averages, shares and standards are no sums of what they are for each part."""
    words = re.split(r"[，。；]", sentence[: total.start()])[-1]
    return _kind(total) in ("%", "‰", "岁", "年") or bool(_LEVEL.search(words))


def _parts(
    sentence: str, following: list[re.Match[str]], total: re.Match[str]
) -> list[re.Match[str]]:
    """The amounts in the total's unit that follow, up to a full clause of another kind."""
    found: list[re.Match[str]] = []
    end = total.end()
    for m in following:
        words = sentence[end : m.start()]
        if _kind(m) != _kind(total) or _NOT_PARTS.search(words) or m["after"] or len(words) > 24:
            break
        if found and _CHANGES.match(words):
            break
        if (
            len(found) >= 2
            and words.startswith("，")
            and not sentence[found[-2].end() :].startswith("，")
        ):
            break
        found.append(m)
        end = m.end()
    return found


def _kind(m: re.Match[str]) -> str:
    return unit_of(m["unit"])[0]


def _plain(m: re.Match[str]) -> float:
    scale = m["scale"] or ""
    factor = chinese_number(("一" if scale[:1] in "万亿" else "") + scale) if scale else 1
    return float(scaled(number(m["n"]), factor))


def _compared(
    draft: Draft,
    line: int,
    total: re.Match[str],
    parts: list[re.Match[str]],
    *,
    closed: bool,
    sure: bool,
) -> Iterator[Finding]:
    whole, together = _plain(total), sum(map(_plain, parts))
    over = together > whole * (1 + ROUGH * bool(total["scale"] or total["over"])) + 1e-9
    rough = any(m["over"] or m["scale"] for m in [total, *parts])
    exact = not rough and all(_plain(m) % 1 == 0 for m in [total, *parts])
    under = together < whole * (1 if exact else 1 - ROUGH) - 1e-9
    if not over and not under:
        return
    severity: Severity = (
        "high" if over and sure and not rough else "medium" if over or closed else "low"
    )
    unit = _kind(total)
    yield Finding(
        rule=ID,
        severity=severity,
        first=draft.printed.place(line, total[0]),
        second=draft.printed.place(line, parts[-1][0]),
        message=f"总数{whole:g}{unit}，所列{len(parts)}部分合计{together:g}{unit}"
        + ("，多于总数。" if over else "，少于总数，余下未说明。"),
    )


def _levels(draft: Draft, line: int, text: str) -> Iterator[Finding]:
    for m in _LEVELS.finditer(text):
        listed, said = m["list"].count("、") + 1, chinese_number(m["n"])
        if listed != said:
            place = draft.printed.place(line, m[0])
            yield Finding(
                rule=ID,
                severity="medium",
                first=place,
                second=None,
                message=f"列出{listed}级，却称{m['n']}级。",
            )


def _rows(draft: Draft) -> Iterator[Finding]:
    """A row 其中… above the row that it is part of."""
    cells = draft.cells
    for row, above in zip(draft.plan.indicators[1:], draft.plan.indicators, strict=False):
        if not re.match(r"[#＃]?其中", row.name):
            continue
        for when in ("base", "target"):
            part = next((c for c in cells if c.row is row and c.when == when), None)
            whole = next((c for c in cells if c.row is above and c.when == when), None)
            if (
                part
                and whole
                and part.unit == whole.unit
                and part.unit != "%"
                and part.value > whole.value
            ):
                yield Finding(
                    rule=ID,
                    severity="high",
                    first=draft.row_place(above),
                    second=draft.row_place(row),
                    message=f"“{name_of(row.name).core}”是其中一部分，却大于上一行的总数。",
                )
                break
