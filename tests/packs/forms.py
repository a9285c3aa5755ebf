"""Invented forms on the invented pack's four facts: one without fault, others made from it."""

FORM = """\
id: visit
name: 走访表
purpose: 看看家里怎样
uses: [application, register]
subject: household
members: {question: 几口人？, most: 4}
steps:
  - id: people
    title: 家里人
    repeat: members
    fields:
      - {fact: 出生日期, required: true}
      - {fact: 月收入, when: 年龄 >= 16, low: 0, high: 100000}
      - {name: 走路, type: enum, values: [能走, 要扶, 不能走], label: 能走路吗？}
      - {name: 吃饭, type: enum, values: [自己吃, 要喂], label: 能自己吃饭吗？}
  - id: home
    title: 家里
    fields:
      - 低保状态
      - {name: 走访日期, type: date, label: 哪天走访？, required: true, low: 2020-01-01, high: today}
      - {name: 电话, type: text, label: 电话, pattern: phone, when: not 低保状态, privacy: sensitive}
      - {name: 说明, type: text, label: 说明, max_length: 200}
documents:
  - {id: book, name: 户口簿, waived_by: [户籍性质]}
  - {id: income, name: 收入证明, when: any_of(月收入 < 元(500))}
scales:
  - id: care
    name: 照护
    method: weighted
    items:
      - {field: 走路, scores: {能走: 0, 要扶: 1, 不能走: 2}, weight: 2}
      - {field: 吃饭, scores: {自己吃: 0, 要喂: 1}}
    bands:
      - {name: 能自理, low: 0, high: 1}
      - {name: 要照护, low: 2, high: 5}
english:
  走访表: Visit
  家里人: People
"""
PLACE = "forms/visit.yaml"
REGISTER = """\
id: elders
name: 老人名册
purpose: 走访老人
keeper: clerk
form: visit
subject: person
states:
  - {id: open, name: 在册, next: [closed]}
  - {id: closed, name: 移出}
columns: [出生日期, 走访日期]
source: plan
verification: verified
"""
