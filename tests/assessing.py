"""A pack with an assessment, for tests only: the county's own pack has none until a scale's text is read.

The scale is invented; no standard says it.
"""

import shutil

from zhaohui.packs import default_pack

REGISTER = "left-behind-elders"
FORM = "invented-scale"
TEXT = """\
id: invented-scale
name: 模拟量表
purpose: 试验评估怎样记分；量表是编的，不是标准
uses: [assessment]
subject: person
steps:
  - id: body
    title: 行动
    fields:
      - {fact: 残疾证}
      - {name: 走路, type: enum, values: [能走, 要扶, 不能走], label: 走路怎样？}
      - {name: 吃饭, type: enum, values: [自己吃, 要喂], label: 吃饭怎样？}
  - id: mind
    title: 记事
    fields:
      - {name: 记得日子, type: bool, label: 记得今天几号吗？, privacy: sensitive}
scales:
  - id: body
    name: 行动分
    method: weighted
    items:
      - {field: 走路, scores: {能走: 0, 要扶: 1, 不能走: 2}, weight: 2}
      - {field: 吃饭, scores: {自己吃: 0, 要喂: 1}}
    bands:
      - {name: 能自理, low: 0, high: 1}
      - {name: 要帮一把, low: 2, high: 3}
      - {name: 要照护, low: 4, high: 5}
  - id: mind
    name: 记事分
    items:
      - {field: 记得日子, scores: {是: 0, 否: 1}}
english: {模拟量表: Invented scale}
"""


def pack_with_assessment(folder):
    """Copy the county's pack into `folder` and give its register the invented assessment."""
    shutil.copytree(default_pack(), folder, dirs_exist_ok=True)
    (folder / "forms" / f"{FORM}.yaml").write_text(TEXT, "utf-8")
    register = folder / "registers" / f"{REGISTER}.yaml"
    register.write_text(f"{register.read_text('utf-8')}assessments: [{FORM}]\n", "utf-8")
    return folder
