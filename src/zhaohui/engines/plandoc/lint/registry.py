"""All rules, the gravest first; add a module and a line here."""

from __future__ import annotations

from zhaohui.engines.plandoc.lint.rules import (
    already_met,
    annual_total,
    at_least_range,
    beyond_population,
    contents_titles,
    declared_sum,
    denominators,
    glossary,
    indicator_count,
    mixed_operators,
    no_baseline,
    no_indicator,
    operator_differs,
    parts,
    percent_twice,
    persons_or_times,
    text_target,
    two_values,
    unit_magnitude,
    worse_target,
)
from zhaohui.engines.plandoc.lint.spec import Rule

_KINDS = (
    (two_values, "high medium", "同一数量在同一时点有两个值，考核时不知以哪个为准。"),
    (unit_magnitude, "high medium", "值与所印单位合起来不可能，或与别处相差几个数量级。"),
    (worse_target, "high medium", "目标比基期差，与改善的方向相反，进度无从算起。"),
    (declared_sum, "high medium", "宣布的项数与表中标明或列出的项数不等。"),
    (indicator_count, "high", "宣布的指标数与表中行数不等。"),
    (denominators, "high", "总量与每千人数所要求的人口数，与公布的人口数不能同时成立。"),
    (parts, "high medium low", "各部分之和不等于总数，或部分大于总数。"),
    (beyond_population, "high medium", "人数、村数多于本县公布的数，或提到本县没有的区划。"),
    (annual_total, "medium", "年均数乘以五年与累计数不等。"),
    (already_met, "medium low", "基期已达到或超过目标，只能算维持。"),
    (no_baseline, "medium low", "没有基期值，无法算进度。"),
    (operator_differs, "low", "同一目标一处是确数，一处是上下限。"),
    (percent_twice, "low", "名称与单元格各印一次百分号，解析时易重复。"),
    (text_target, "low", "数值单位之下的目标是文字，无法判定是否达标。"),
    (mixed_operators, "low", "同一张表里上下限写法不一。"),
    (persons_or_times, "low", "人数与人次混用，重复计数与否不明。"),
    (at_least_range, "low", "“至少”与区间并用，下限不明。"),
    (contents_titles, "low", "目录与正文标题不一致。"),
    (glossary, "low", "名词解释里的词正文没有用到。"),
    (no_indicator, "low", "有数字的承诺没有对应指标，没人跟踪。"),
)
RULES: tuple[Rule, ...] = tuple(
    Rule(module.ID, severities, reason, module.check) for module, severities, reason in _KINDS
)
