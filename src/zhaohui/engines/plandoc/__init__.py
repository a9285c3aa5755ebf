"""Reads a plan's plain text into chapters, indicators, services, projects and quantities.

>>> from zhaohui.engines.plandoc import as_json, parse_plan
>>> plan = parse_plan('''第一章 目标
... 表1 主要指标
... 领域
... 指标名称
... 2030年
... 2035年
... 性质
... 供水
... 管网漏损率（%）
... 12
... 8以下
... 约束性
... 第二章 任务
... 到2035年，新建水厂3座。
... ''')
>>> plan.indicators[0].target.operator, plan.quantities[0].number
('≤', 3)
"""

from zhaohui.engines.plandoc.document import PlanError
from zhaohui.engines.plandoc.output import as_json, write_folder
from zhaohui.engines.plandoc.reading import parse_plan, read_plan
from zhaohui.engines.plandoc.spec import (
    Indicator,
    Plan,
    Project,
    Quantity,
    Section,
    ServiceDomain,
    Value,
)

__all__ = [
    "Indicator",
    "Plan",
    "PlanError",
    "Project",
    "Quantity",
    "Section",
    "ServiceDomain",
    "Value",
    "as_json",
    "parse_plan",
    "read_plan",
    "write_folder",
]
