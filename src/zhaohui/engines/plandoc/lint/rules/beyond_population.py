"""More people, workers or villages than the county has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.rules.two_values import shown
from zhaohui.engines.plandoc.lint.spec import Finding, Severity
from zhaohui.engines.plandoc.lint.statements import Statement

ID = "beyond-population"
SLACK = 1.05
FAR = 1.5
_WORKERS = re.compile(r"劳动力|就业|劳动者|职工|务工|失业保险|工伤保险")
_NOT_HEADS = re.compile(
    r"游客|接待|惠及|受益|服务|人次|累计|参观|活动|宣传|阅读|借阅|吞吐|旅客|客流"
)
_VILLAGE_THINGS = re.compile(r"^(?:行政)?村(?!民小组|小组|组|庄|集体|医|干部|民)")
_WHOLE = re.compile(r"街道办事处|各镇[（(]?街道|镇街|各街道")


def check(draft: Draft) -> Iterator[Finding]:
    """People against residents and registered, workers against 15–59, villages against the register."""
    for s in [*draft.cells, *draft.comparable]:
        if found := _people(draft, s) or _villages(draft, s):
            yield found
    yield from _subdistricts(draft)


def _people(draft: Draft, s: Statement) -> Finding | None:
    census = draft.census
    known = [n for n in (census.residents, census.registered) if n]
    if not known or s.unit != "人" or s.name.per or _NOT_HEADS.search(s.said) or s.when == "other":
        return None
    if s.value > max(known) * SLACK:
        severity: Severity = "high" if s.value > max(known) * FAR and s.in_table else "medium"
        return _finding(s, severity, f"公布的最大人口数{max(known)}人")
    working = census.residents and census.share_15_59 and census.residents * census.share_15_59
    if working and s.in_table and _WORKERS.search(s.said) and s.value > working:
        return _finding(
            s,
            "medium",
            f"按常住人口算的15—59岁约{working:.0f}人；须说明按户籍还是常住、累计还是年度",
        )
    return None


def _villages(draft: Draft, s: Statement) -> Finding | None:
    number = draft.census.villages
    if not number or s.unit != "个" or s.name.per or s.value <= number * SLACK:
        return None
    if not _VILLAGE_THINGS.match(s.name.core):
        return None
    return _finding(s, "medium", f"名册上的村（社区）{number}个")


def _finding(s: Statement, severity: Severity, against: str) -> Finding:
    return Finding(
        rule=ID,
        severity=severity,
        first=s.place,
        second=None,
        message=f"“{s.said}”为{shown(s)}，多于{against}。",
    )


def _subdistricts(draft: Draft) -> Iterator[Finding]:
    if draft.census.subdistricts != 0:
        return
    for line in draft.prose:
        if found := _WHOLE.search(draft.printed.tight(line.number)):
            yield Finding(
                rule=ID,
                severity="medium",
                first=draft.printed.place(line.number, found[0]),
                second=None,
                message="文中有街道，而区划名册上本县没有街道。",
            )
            return
