"""Finds where a plan contradicts itself, and what it cannot be held to.

>>> from zhaohui.engines.plandoc.lint import lint_text
>>> found = lint_text('''第一章 目标
... 表1 主要指标
... 领域
... 指标名称
... 2030年
... 2035年
... 性质
... 教育
... 义务教育巩固率（%）
... 95
... 98
... 约束性
... 第二章 任务
... 到2035年，义务教育巩固率达到90%。
... ''')
>>> [(f.rule, f.severity, f.first.line, f.second.quote) for f in found][0]
('two-values', 'high', 11, '义务教育巩固率达到90%')
"""

from zhaohui.engines.plandoc.lint.linting import findings_json, lint_file, lint_text
from zhaohui.engines.plandoc.lint.registry import RULES
from zhaohui.engines.plandoc.lint.spec import Census, Finding, Place, Rule

__all__ = [
    "RULES",
    "Census",
    "Finding",
    "Place",
    "Rule",
    "findings_json",
    "lint_file",
    "lint_text",
]
