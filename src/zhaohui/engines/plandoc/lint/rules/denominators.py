"""A total and a number per thousand people that imply a population the county does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhaohui.engines.plandoc.lint.draft import Draft
from zhaohui.engines.plandoc.lint.printed import plain_text
from zhaohui.engines.plandoc.lint.spec import Census, Finding
from zhaohui.engines.plandoc.lint.statements import Statement

ID = "denominators"
SLACK = 0.15
_HOUSE = re.compile(r"(?<!机)(?:医院|卫生院|福利院|敬老院|养老院|服务中心|分院|院区)")
_CARE_BEDS = ("养老床位", "养老服务床位", "养老机构床位")


def check(draft: Draft) -> Iterator[Finding]:
    """For each quantity per so many people, the total of the same thing at the same date."""
    every = [s for alike in draft.named.values() for s in alike]
    done: set[str] = set()
    for when in ("target", "base"):
        for rate in (s for s in every if s.when == when and _count(s)):
            names = _CARE_BEDS if rate.name.per.endswith("老年人") else (rate.name.core,)
            alike = [s for name in names for s in draft.named.get(name, ())]
            totals = [s for s in alike if s.when == when and _is_total(s, rate)]
            total = next((s for s in totals if not _of_one_house(draft, s)), None)
            if total is None or rate.name.core + rate.name.per in done:
                continue
            if found := _compared(draft, total, rate):
                done.add(rate.name.core + rate.name.per)
                yield found


def _count(s: Statement) -> int:
    """The thousand of 每千人口; 0 where the name is no quantity per so many people."""
    found = re.match(r"(\d+)(?:人|老年人)$", s.name.per)
    return int(found[1]) if found and s.value else 0


def _is_total(s: Statement, rate: Statement) -> bool:
    if s.name.per or s.unit != rate.unit or s.name.acts or "新增" in s.name.core:
        return False
    return rate.name.core in (s.name.core, "床位")


def _of_one_house(draft: Draft, s: Statement) -> bool:
    """县中医院迁建，设置床位300张: what one house has, not the whole county."""
    if s.in_table:
        return False
    before = draft.printed.tight(s.place.line).partition(plain_text(s.place.quote))[0]
    return bool(_HOUSE.search(re.split(r"[。；]", before)[-1] + s.said))


def _compared(draft: Draft, total: Statement, rate: Statement) -> Finding | None:
    implied = float(total.value) / float(rate.value) * _count(rate)
    old = rate.name.per.endswith("老年人")
    span = _believable(draft.people, old=old)
    if span is None or span[0] <= implied <= span[1]:
        return None
    group = "老年人" if old else "人口"
    facts = _facts(draft.people, old=old)
    return Finding(
        rule=ID,
        severity="high",
        first=total.place,
        second=rate.place,
        message=f"总量{total.value:g}与每{rate.name.per}{rate.value:g}合起来意味着{group}约{implied:.0f}人，而公布的数为{facts}。",
    )


def _believable(census: Census, *, old: bool) -> tuple[float, float] | None:
    """From the smallest to the largest population that could be meant, with some slack."""
    people = [n for n in (census.residents, census.registered) if n]
    if not people:
        return None
    if not old:
        return min(people) * (1 - SLACK), max(people) * (1 + SLACK)
    shares = [s for s in (census.share_60_plus, census.share_65_plus) if s]
    if not shares:
        return None
    return min(people) * min(shares) * (1 - SLACK), max(people) * max(shares) * (1 + SLACK)


def _facts(census: Census, *, old: bool) -> str:
    people = census.residents or census.registered or 0
    if not old:
        both = [
            f"{word}{n}人"
            for word, n in (("常住", census.residents), ("户籍", census.registered))
            if n
        ]
        return "、".join(both)
    shares = (("60岁及以上", census.share_60_plus), ("65岁及以上", census.share_65_plus))
    return "、".join(f"{word}约{people * share:.0f}人" for word, share in shares if share)
