"""A value whose printed unit gives a size that cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.agreement import power_of_ten
from zhaohui.engines.plandoc.lint.direction import shared
from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.rules.two_values import shown
from zhaohui.engines.plandoc.lint.spec import Finding
from zhaohui.engines.plandoc.lint.statements import Statement

ID = "unit-magnitude"
SCALE = 10_000
LEAST_PRINTED = 20
WHOLE = frozenset(
    ["人", "人次", "户", "户次", "套", "次", "场次", "辆", "个", "名", "对", "本", "册"]
)
_AVERAGE = re.compile(r"每|百户|百人|千人|万人|人均|户均|平均|均|率|指数|得分|倍|密度|强度")
_PART_OF_ALL = re.compile(
    r"(?:占比|比重|(?<!毛)覆盖率|普及率|达标率|合格率|保障率|签订率|建成率|安置率|就业率|成功率|巩固率|办结率|参训率|满意率)$"
)


def check(draft: Draft) -> Iterator[Finding]:
    """One finding a row: broken counts, then shares above all, then sizes a power of ten apart."""
    for row in draft.plan.indicators:
        cells = [c for c in draft.cells if c.row is row]
        found = _broken_count(draft, cells) or _above_all(draft, cells)
        found = found or _scaled_twice(draft, cells) or _apart(draft, cells)
        if found:
            yield found
    yield from _texts_apart(draft)


def _broken_count(draft: Draft, cells: list[Statement]) -> Finding | None:
    """0.75 people: what is counted in whole units cannot have decimals."""
    wrong = next((c for c in cells if _is_broken(c)), None)
    if wrong is None or wrong.row is None:
        return None
    other = next((s for s in draft.said if _is_bigger(wrong, s)), None)
    second = other.place if other else wrong.place
    told = f"，正文作{shown(other)}" if other else ""
    return Finding(
        rule=ID,
        severity="high",
        first=draft.row_place(wrong.row),
        second=second,
        message=f"“{wrong.said}”的单位印作“{wrong.row.unit}”，而值为{wrong.value:g}{told}；疑应为“万{wrong.row.unit}”。",
    )


def _is_broken(c: Statement) -> bool:
    if c.unit not in WHOLE or c.factor != 1 or c.name.per or c.row is None:
        return False
    return not _AVERAGE.search(c.row.name) and c.value % 1 != 0 and "/" not in c.row.unit


def _is_bigger(wrong: Statement, said: Statement) -> bool:
    """The text counts the same thing, whatever the date, in a believable size."""
    alike = wrong.name.core == said.name.core and wrong.name.per == said.name.per
    return alike and said.unit == wrong.unit and said.value >= 50 * wrong.value


def _above_all(draft: Draft, cells: list[Statement]) -> Finding | None:
    wrong = next(
        (c for c in cells if c.unit == "%" and c.value > 100 and _PART_OF_ALL.search(c.said)), None
    )
    if wrong is None or wrong.row is None:
        return None
    return Finding(
        rule=ID,
        severity="high",
        first=draft.row_place(wrong.row),
        second=wrong.place,
        message=f"“{wrong.said}”是部分占全部的比率，不可能为{wrong.value:g}%。",
    )


def _scaled_twice(draft: Draft, cells: list[Statement]) -> Finding | None:
    """262000 under 万册: what is counted in 万 is never 10,000 of them or more."""
    wrong = next(
        (c for c in cells if c.unit in WHOLE and c.factor == SCALE and c.value >= SCALE**2), None
    )
    if wrong is None or wrong.row is None:
        return None
    return Finding(
        rule=ID,
        severity="high",
        first=draft.row_place(wrong.row),
        second=wrong.place,
        message=f"“{wrong.said}”的单位印作“{wrong.row.unit}”，而值为{shown(wrong)}；疑应为“{wrong.row.unit.removeprefix('万')}”。",
    )


def _apart(draft: Draft, cells: list[Statement]) -> Finding | None:
    for cell in cells:
        for said in draft.comparable:
            if said.carried:
                continue
            alike = (
                cell.pairs(said)
                and cell.name.loosely(said.name)
                and cell.name.acts == said.name.acts
            )
            if _is_ten_thousandth(cell, said):
                return _size(cell, said, 4)
            growth = "growth" in cell.name.scopes ^ said.name.scopes
            if alike and not growth and (power := power_of_ten(cell, said)):
                return _size(cell, said, power)
    return _row_apart(cells)


def _is_ten_thousandth(cell: Statement, said: Statement) -> bool:
    """900万户 in the table and 900户 in the text, of things that share a name."""
    printed_alike = cell.factor == SCALE and said.factor == 1 and cell.value == said.value * SCALE
    if not printed_alike or cell.unit != said.unit or cell.unit not in WHOLE:
        return False
    return said.value >= LEAST_PRINTED and bool(shared(cell.name.core, said.name.core))


def _row_apart(cells: list[Statement]) -> Finding | None:
    """Base and target of one row so far apart that one of them is in another unit."""
    if len(cells) != 2 or cells[0].row is None or not (power := power_of_ten(*cells)):
        return None
    if abs(power) < 3 and cells[0].unit != "%":
        return None
    return Finding(
        rule=ID,
        severity="medium",
        first=cells[0].place,
        second=cells[1].place,
        message=f"“{cells[0].said}”的基期{shown(cells[0])}与目标{shown(cells[1])}相差约10的{abs(power)}次方，疑单位不一。",
    )


def _texts_apart(draft: Draft) -> Iterator[Finding]:
    tabled = {(c.name.core, c.when) for c in draft.cells}
    groups: dict[tuple[str, str, str, str], list[Statement]] = {}
    for s in draft.comparable:
        if len(s.name.core) >= 4 and s.unit in WHOLE and (s.name.core, s.when) not in tabled:
            groups.setdefault((s.name.core, s.name.per, s.unit, s.when), []).append(s)
    for group in groups.values():
        a = group[0]
        for b in group[1:]:
            if a.pairs(b) and a.name.same(b.name) and abs(power_of_ten(a, b)) >= 3:
                yield _size(a, b, power_of_ten(a, b))
                break


def _size(a: Statement, b: Statement, power: int) -> Finding:
    return Finding(
        rule=ID,
        severity="high",
        first=a.place,
        second=b.place,
        message=f"“{a.said}”一处作{shown(a)}，一处作{shown(b)}，相差约10的{abs(power)}次方，疑单位有误。",
    )
