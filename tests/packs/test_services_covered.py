"""Nothing that the plan or the research names is left without a rule unless somebody says why."""

import csv
import re
from pathlib import Path

import pytest

from zhaohui.packs import gaps, load

ROOT = Path(__file__).parents[2]
PACK = load(ROOT / "packs" / "510811-zhaohua")
DOC = ROOT / "docs" / "explanation" / "rules-content.md"
RESEARCH = ROOT.parent / "shared" / "facts" / "benefit_rules.csv"
UNNAMED = ["education-10", "health-17", "health-18", "health-19", "health-20"]
ROW = re.compile(r"^\| (BR\d{3}) \| (used|left): (.+) \|$")


def benefit_rows():
    """The table of the document: (row, used or left, names or the reason)."""
    found = [ROW.match(line) for line in DOC.read_text("utf-8").splitlines()]
    return [match.groups() for match in found if match]


def test_each_named_service_has_a_rule_and_the_unnamed_are_counted_apart():
    named = {row.id for row in PACK.services if row.name}
    unnamed = [row.id for row in PACK.services if not row.name]
    served = {rule.service for rule in PACK.rules if rule.service}
    assert len(named) == 85
    assert unnamed == UNNAMED
    assert named - served == set()
    assert served & set(unnamed) == set()
    waiting = [gap.place for gap in gaps(PACK) if gap.missing.split(":")[0] in unnamed]
    assert len(waiting) == 5


def test_there_are_a_hundred_rules_and_no_two_answer_the_same_question_twice():
    assert len(PACK.rules) >= 100
    asked = [(r.name, tuple(c.when for c in r.conditions), r.amount) for r in PACK.rules]
    assert len(set(asked)) == len(asked)
    assert len({rule.name for rule in PACK.rules}) == len(PACK.rules)


@pytest.mark.parametrize(
    "rule",
    [
        rule
        for rule in PACK.rules
        if [c.when for c in rule.conditions] == ["in_area(居住区划, '510811')"]
    ],
    ids=lambda rule: rule.id,
)
def test_a_service_for_everybody_says_who_says_so(rule):
    service = next(row for row in PACK.services if row.id == rule.service)
    cited = {(each.source, each.article) for each in rule.citations}
    if service.national_no:
        assert ("national-standard-2021", f"第{service.national_no}项") in cited
        people = service.service_object
        assert any(word in people for word in ("居民", "社会公众")), people
    else:
        assert ("plan-2021", "表2第629行") in cited
        assert "没有写对象" in rule.note


def test_each_rule_of_a_national_service_cites_its_number_or_a_document_of_its_own():
    number = {row.id: row.national_no for row in PACK.services}
    for rule in PACK.rules:
        if not number.get(rule.service):
            continue
        own = [each for each in rule.citations if not each.source.startswith("national-standard")]
        articles = [each.article for each in rule.citations]
        assert own or f"第{number[rule.service]}项" in articles, rule.id


def test_each_benefit_of_the_research_is_used_or_left_with_a_reason():
    rows = benefit_rows()
    assert [row for row, _, _ in rows] == [f"BR{n:03}" for n in range(1, 71)]
    parameters = {row.name for row in PACK.parameters}
    rules = {rule.id: rule for rule in PACK.rules}
    texts = " ".join(f"{r.amount} {' '.join(c.when for c in r.conditions)}" for r in PACK.rules)
    for row, kind, said in rows:
        if kind == "left":
            assert re.search(r"another area|employer", said), row
            continue
        names = re.findall(r"`([^`]+)`", said)
        assert names, row
        for name in names:
            assert name in rules or re.search(rf"(?<!\w){name}(?!\w)", texts), (row, name)
            assert name in rules or name in parameters, (row, name)


def test_a_row_left_out_is_really_another_areas_or_an_employers():
    if not RESEARCH.exists():
        pytest.skip("the research's benefit rules are not on this machine")
    with RESEARCH.open(encoding="utf-8-sig", newline="") as file:
        research = {row["rule_id"]: row for row in csv.DictReader(file)}
    assert sorted(research) == [row for row, _, _ in benefit_rows()]
    left = {row for row, kind, _ in benefit_rows() if kind == "left"}
    for row in left:
        level, words = research[row]["level"], research[row]["eligibility_json"]
        words += research[row]["name"]
        assert level in {"广元市青川县", "广安市"} or re.search("employer|employee|吸纳", words), (
            row
        )
    others = {row for row in research if research[row]["level"] in {"广元市青川县", "广安市"}}
    assert others <= left


def test_parameters_that_rules_await_are_gaps_or_have_a_source():
    sources = {row.source_id for row in PACK.sources}
    for parameter in PACK.parameters:
        for version in parameter.versions:
            assert version.source in sources, parameter.name
