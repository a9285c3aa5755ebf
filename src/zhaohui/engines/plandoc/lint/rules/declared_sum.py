"""An announced number of services against what the table declares and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.spec import Finding, Place
from zhaohui.engines.plandoc.spec import ServiceDomain
from zhaohui.engines.plandoc.widths import fold, tight

ID = "declared-sum"
FEW = 0.8
_ANNOUNCED = re.compile(
    r"(?P<n>\d+)项[^，。；\d]{0,8}(?:基本公共服务|公共服务|服务项目|服务事项|服务)|(?:服务项目|服务事项|公共服务)(?:项目|事项)?[^，。；\d]{0,6}?(?P<m>\d+)项"
)
_IN_ALL = re.compile(
    r"提供|共|总计|合计|涵盖|包括|明确|确定|列出|形成|梳理|纳入|包含|清单|实施|保障|设"
)
_NOT_ALL = re.compile(r"新增|增加|推出|其中|首批|下放|办理|网办|政务|便民|取消|每")
_SPLIT = re.compile(r"、|和|及|与|或")


def check(draft: Draft) -> Iterator[Finding]:
    """Rows that list more or fewer than they declare, then the announced total."""
    services = [s for s in draft.plan.services if s.declared]
    wrong = [found for s in services if (found := _row(draft, s))]
    yield from wrong
    if len(services) >= 2:
        yield from _total(draft, services, rows_agree=not wrong)


def _row(draft: Draft, service: ServiceDomain) -> Finding | None:
    declared = service.declared or 0
    least, most = len(service.items), sum(len(_SPLIT.split(i)) for i in service.items)
    if service.open_ended:
        if declared > least:
            return None
        problem = f"以“等”收尾，却已列出{least}项" if declared < least else ""
    else:
        problem = (
            f"只列出{least}项"
            if declared > most
            else f"却列出{least}项"
            if declared < least
            else ""
        )
    if not problem or len(service.named) == declared:
        return None
    return Finding(
        rule=ID,
        severity="high",
        first=count_place(draft, service),
        second=draft.printed.place(service.line, service.items[0]),
        message=f"“{service.domain}”标明{declared}项，{problem}。",
    )


def _total(draft: Draft, services: list[ServiceDomain], *, rows_agree: bool) -> Iterator[Finding]:
    announced = _announced(draft)
    declared = sum(s.declared or 0 for s in services)
    if announced is None:
        return
    total, place = announced
    widest = max(services, key=lambda s: (s.declared or 0) - len(s.named))
    if total != declared:
        yield Finding(
            rule=ID,
            severity="high",
            first=place,
            second=count_place(draft, widest),
            message=f"正文称{total}项，表中{len(services)}个领域标明的项数合计{declared}项。",
        )
        return
    named = sum(len(s.named) for s in services)
    if named < total and rows_agree:
        yield Finding(
            rule=ID,
            severity="high" if named < FEW * total else "medium",
            first=place,
            second=count_place(draft, widest),
            message=(
                f"正文称{total}项，表中括号项数合计也是{declared}项，但实际列名只有{named}项；"
                f"“{widest.domain}”差得最多：标明{widest.declared}项，列名{len(widest.named)}项。"
            ),
        )


def _announced(draft: Draft) -> tuple[int, Place] | None:
    """The sentence that says how many services there are in all; the largest where there are two."""
    declared = sum(s.declared or 0 for s in draft.plan.services)
    best: tuple[int, Place] | None = None
    rows = {s.line for s in draft.plan.services}
    for line in draft.prose:
        if line.number in rows or draft.whens.get(line.number) == "base":
            continue
        text = draft.printed.tight(line.number)
        for m in _ANNOUNCED.finditer(text):
            n = int(m["n"] or m["m"])
            clause = re.split(r"[，。；]", text[: m.start()])[-1] + m[0]
            if n < 2 or not _IN_ALL.search(clause) or _NOT_ALL.search(clause):
                continue
            if best is None or n == declared or (n > best[0] and best[0] != declared):
                best = n, draft.printed.place(line.number, m[0])
    return best


def count_place(draft: Draft, service: ServiceDomain) -> Place:
    """Where a row prints its count, such as （9项）; the list's first line where it is not found."""
    wanted = re.compile(rf"[(（\[]?(?:共|计)?{service.declared}项?[)）\]]?")
    for number in range(service.line, service.line + 12):
        text = draft.printed.tight(number)
        marks = [m for m in wanted.finditer(text) if "项" in m[0] or tight(fold(text)) == m[0]]
        if marks:
            return draft.printed.place(number, marks[-1][0])
    return draft.printed.place(service.line, service.items[0])
