"""A small invented pack that has no fault, and a handle to break one thing of it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from zhaohui.packs import Pack, Problem, examine, load

TODAY = date(2032, 6, 1)

FILES = {
    "pack.toml": """\
code = "999901"
name = "无名市试验区"
short_name = "试验区"
areas_chain = ["999901", "9999", "99", "00"]
current_plan = "2026-2030"
default_residents = 1200
default_residents_source = "plan"
quotation_limit = 60

[[contact]]
department = "民政"
phone = "0000-000000"

[[contact]]
department = "教育"
gap = "电话待填"

[[contact]]
department = "公安"
phone = "0000-000001"

[[contact]]
department = "人社"
phone = "0000-000002"
""",
    "sources.csv": """\
source_id,title,doc_no,address,published,retrieved,verification,note
plan,试验区规划,,,2026-01,2026-02-03,verified,
law,试验津贴办法,试发〔2026〕1号,,2026,,verified,
""",
    "facts.toml": """\
[[fact]]
name = "出生日期"
column = "birth_date"
entity = "person"
type = "date"
source = "公安"
question = "出生日期"

[[fact]]
name = "户籍性质"
column = "hukou_kind"
entity = "person"
type = "enum"
values = ["农村", "城镇"]
source = "公安"
question = "户口在农村还是城镇？"

[[fact]]
name = "月收入"
column = "monthly_income"
entity = "person"
type = "money"
source = "人社"
question = "每月收入多少元？"

[[fact]]
name = "低保状态"
column = "dibao"
entity = "living"
type = "bool"
source = "民政"
question = "家里享受低保吗？"
""",
    "areas/towns.csv": """\
code,name,kind,village_count,communities,villages,source,verification
999901100,东镇,镇,2,1,1,plan,secondary
999901101,西镇,镇,1,0,1,plan,secondary
""",
    "areas/villages.csv": """\
code,name,kind,town_code,source,verification
999901100001,东街社区,社区,999901100,plan,secondary
999901100200,东山村,村,999901100,plan,secondary
999901101200,西山村,村,999901101,plan,secondary
""",
    "areas/points_2016.csv": """\
name,code,lon,lat,town,source,verification
东镇,999901100,105.5,32.5,999901100,plan,secondary
""",
    "areas/outline.geojson": """\
{"type": "Polygon", "coordinates": [[[105, 32], [106, 32], [106, 33], [105, 33], [105, 32]]]}
""",
    "areas/attribution.toml": """\
[outline]
source = "plan"
credit = "无名测绘"

[gaps]
boundaries = "镇界未得到"
""",
    "catalog/domains.csv": """\
domain,code,name_en,department,source,verification
养老,elderly,Old age,民政,plan,verified
优教,education,Education,,plan,verified
""",
    "catalog/services.csv": """\
id,domain,slot,name,match_status,source,verification,gap
elderly-01,养老,1,高龄津贴,原文列名,plan,verified,
elderly-02,养老,2,,未命名空位,plan,placeholder,规划未列名
education-01,优教,1,助学,原文列名,plan,verified,
""",
    "params/elderly.yaml": """\
- name: 津贴标准
  type: table
  key: band
  of: money
  unit: 元/月
  owner: 民政
  versions:
    - {area: '99', from: 2020-01-01, to: 2025-12-31, value: {80: 25, 90: 99.5}, source: law, verification: verified}
    - {area: '99', from: 2026-01-01, value: {80: 30, 90: 120}, source: law, verification: verified}
    - {area: '999901', from: 2026-01-01, value: null, gap: 本区标准未读到, verification: placeholder}
""",
    "rules/elderly.yaml": """\
- id: old-age
  name: 试验津贴
  service: elderly-01
  subject: person
  conditions:
    - {code: age, when: 年龄 >= 80, yes: 已满80周岁, no: 未满80周岁}
    - {code: rural, when: 户籍性质 == '农村' or 户籍性质 == '城镇', yes: 有户口, no: 无户口}
    - {code: poor, when: 低保状态 or 月收入 < 元(500), yes: 困难, no: 不困难}
  amount: band(津贴标准, 年龄)
  unit: 月
  citations: [{source: law, article: 第二条}]
  verification: verified
  cases:
    - name: 91岁
      as_of: 2026-06-01
      facts: {出生日期: 1935-01-01, 户籍性质: 农村, 月收入: 99.5, 低保状态: true}
      expect: {status: 'yes', amount_fen: 12000, reasons: [age, rural, poor]}
    - name: 缺收入
      as_of: 2026-06-01
      members: [{出生日期: 1935-01-01, 户籍性质: 农村}]
      household: {低保状态: false}
      expect: {status: 'unknown', needs: [月收入]}
""",
    "plan/2026-2030/plan.toml": """\
id = "2026-2030"
title = "试验区公共服务规划"
area = "999901"
period_from = 2026-01-01
period_to = 2030-12-31
document = "plan"
lines = 100
services_declared = 3
""",
    "plan/2026-2030/chapters.csv": "level,title,line\n1,第一章,3\n",
    "plan/2026-2030/domains.csv": """\
domain,declared,named,line,source,verification
养老,2,1,20,plan,verified
优教,1,1,21,plan,verified
""",
    "plan/2026-2030/services.csv": """\
domain,no,name,line,source,verification
养老,1,高龄津贴,20,plan,verified
优教,1,助学,21,plan,verified
""",
    "plan/2026-2030/indicators.csv": """\
id,domain,name,unit,baseline_raw,baseline,target_raw,operator,target,nature,line,source,verification
I1,养老,护理床位占比,%,15,15,55以上,>=,55,约束性,30,plan,verified
I2,优教,应助尽助,,—,,应助尽助,text,,预期性,31,plan,verified
""",
    "plan/2026-2030/projects.csv": """\
id,box,title,line,source,verification
P1,专栏1,敬老院,40,plan,verified
""",
    "plan/2026-2030/project_targets.csv": """\
id,project_id,quote,operator,quantity,unit,object,line,source,verification
T1,P1,新建2所敬老院,=,2,所,敬老院,40,plan,verified
""",
    "plan/2026-2030/commitments.csv": """\
id,kind,quote,operator,quantity,unit,object,deadline,line,source,verification
C1,目标,护理床位达到55%以上,>=,55,%,护理床位占比,到2030年,50,plan,verified
""",
    "plan/2026-2030/inconsistencies.csv": """\
id,topic,severity,quote_a,line_a,quote_b,line_b,why,source,verification
E1,床位,高,55以上,30,55%以上,50,两处口径不同,plan,verified
""",
    "plan/2026-2030/requirements.csv": """\
id,module,kind,paraphrase,function,line,source,verification
R1,ELD,机制,建立津贴机制,津贴核算,60,plan,verified
""",
    "holidays/2026.csv": """\
date,kind,name,source,verification
2026-01-01,holiday,元旦,plan,verified
2026-01-04,workday,元旦,plan,verified
""",
    "calibration/population.csv": """\
id,item,value,unit,source,verification
residents,常住人口,1200,人,plan,verified
""",
    "access/posts.csv": """\
post,name,level,not_with,note
admin,账户管理岗,district,clerk,
clerk,窗口岗,town,,
""",
    "access/policy.csv": """\
post,action,range,why
resident,self.read,own,本人
helper,self.read,mandate,受委托
admin,officer.invite,county,任免
clerk,person.read,area,窗口受理
""",
    "coverage.csv": """\
req_id,nouns,files,status,note
R1,Rule Service,rules/elderly.yaml catalog/services.csv,declared,
""",
}


@dataclass
class County:
    """The invented pack in a folder of its own."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the one place where `old` stands."""
        text = (self.folder / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, line: str) -> None:
        self.write(name, (self.folder / name).read_text("utf-8") + line + "\n")

    def load(self) -> Pack:
        return load(self.folder)

    def problems(self, today: date = TODAY) -> list[Problem]:
        return examine(self.folder, today=today).problems

    def faults(self, today: date = TODAY) -> list[Problem]:
        """Errors and warnings."""
        return [p for p in self.problems(today) if p.severity != "info"]


@pytest.fixture
def county(tmp_path: Path) -> County:
    made = County(tmp_path / "999901-invented")
    for name, text in FILES.items():
        made.write(name, text)
    return made
