"""zhaohui pack check on forms and registers: each fault is told with its file, its line and how to mend it."""

import json
import re
from pathlib import Path

import pytest

from tests.packs.forms import FORM, PLACE, REGISTER
from zhaohui.engines.rules import RuleError
from zhaohui.packs.schema import forms
from zhaohui.packs.sheet_making import sheet

LINE = {text.strip(): number for number, text in enumerate(FORM.splitlines(), 1)}


@pytest.fixture
def visits(county):
    county.write(PLACE, FORM)
    county.write("registers/elders.yaml", REGISTER)
    return county


def line_of(text):
    return next(number for words, number in LINE.items() if text in words)


ROWS = [forms.FormRow, forms.FieldRow, forms.MembersRow, forms.StepRow, forms.DocumentRow,
        forms.ItemRow, forms.BandRow, forms.ScaleRow]  # fmt: skip


@pytest.mark.parametrize("model", ROWS)
def test_every_key_is_in_the_reference(model):
    text = (Path(__file__).parents[2] / "docs/reference/forms.md").read_text("utf-8")
    missing = [n for n in model.model_fields if n != "place" and not re.search(rf"\b{n}\b", text)]
    assert missing == []


def test_a_sound_form_has_no_fault(visits):
    assert visits.faults() == []


BROKEN = [
    # old, new, a piece of the faulty line (of the sound form), words
    ("{fact: 月收入", "{fact: 月收人", "月收入", "the fact 月收人 is not in facts.toml; did you mean 月收入"),
    ("{fact: 出生日期", "{fact: 年龄", "出生日期", "年龄 is not in facts.toml; ask 出生日期"),
    ("when: 年龄 >= 16", "when: 年龄 >= '16'", "月收入", "a number and a text"),
    ("when: 年龄 >= 16", "when: 年龄 + 16", "月收入", "is a number where yes/no is needed"),
    ("when: 年龄 >= 16", "when: 走路 == '能走'", "月收入", "reads 走路, which is asked later; move it before"),
    ("when: 年龄 >= 16", "when: 户籍性质 == '农村'", "月收入", "户籍性质, which is asked nowhere"),
    ("low: 0, high: 100000", "low: 9, high: 1", "月收入", "`low` of 月收入 is above its `high`"),
    ("low: 0, high: 100000", "low: 0.001, high: 1", "月收入", "at most two decimals"),
    ("low: 2020-01-01", "low: 2020", "走访日期", "`low` of 走访日期: 2020 is not a date"),
    ("- 低保状态", "- {fact: 低保状态, low: 1}", "低保状态", "has no order"),
    ("- 低保状态", "- 月收入", "id: home", "月收入 is a fact of each person; add `repeat"),
    ("{name: 吃饭, type: enum, values: [自己吃, 要喂]", "{fact: 低保状态", "吃饭", "a fact of the household, not of a member"),
    ("{name: 说明", "{name: 电话", "name: 说明", "the field 电话 stands twice: first in step home"),
    ("{name: 说明", "{name: 月收入", "name: 说明", "月收入 is a fact of facts.toml; write `fact: 月收入`"),
    ("{name: 说明", "{name: 今天", "name: 说明", "a word of the rules language"),
    ("说明, max_length: 200", "说明, max_length: 2000000", "name: 说明", "`max_length` is 2000000; it must be at most"),
    ("{name: 说明, type: text", "{name: 说明, type: bool", "name: 说明", "is no text: it has no `pattern` and no `max_length`"),
    ("{name: 说明, type: text", "{name: 说明, type: enum", "name: 说明", "an enum needs `values`"),
    ("{name: 说明, type: text, label: 说明", "{name: 说明, type: text", "name: 说明", "needs `type` and `label`"),
    ("- id: home", "- id: people", "id: home", "step of visit people is already at"),
    ("- id: home", "- id: end", "id: home", "a step cannot be called end"),
    ("- id: home", "- id: home\n    uses: [check]", "id: home", "the form itself is not for check"),
    ("waived_by: [户籍性质]", "waived_by: [户籍]", "户口簿", "`waived_by` names the unknown fact 户籍; did you mean 户籍性质"),
    ("any_of(月收入 <", "any_of(收入 <", "收入证明", "收入"),
    ("{field: 走路,", "{field: 走动,", "field: 走路", "the item 走动 is no field"),
    ("{field: 走路, scores: {能走: 0, 要扶: 1, 不能走: 2}", "{field: 走访日期, scores: {能走: 0}", "field: 走路", "neither an enum nor yes/no"),
    ("要扶: 1, ", "", "field: 走路", "the answer 要扶 of 走路 has no score"),
    ("要扶: 1, ", "要扶: 1, 要抬: 3, ", "field: 走路", "走路 has no answer 要抬"),
    ("low: 2, high: 5", "low: 3, high: 5", "要照护", "no band holds the total 2, before 要照护"),
    ("low: 2, high: 5", "low: 1, high: 5", "要照护", "overlaps the one before it; begin at 2"),
    ("low: 2, high: 5", "low: 2, high: 3", "id: care", "no band of care holds the total 4 to 5"),
    ("走访表: Visit", "走访单: Visit", "id: visit", "“走访单”, which the form does not say; did you mean 走访表"),
    ("id: visit", "id: visits", "id: visit", "the id visits is not the file's name; write visit"),
    ("subject: household", "subject: person", "id: visit", "a form about a household, and no other"),
    ("pattern: phone", "pattern: fax", "电话", "`pattern` is 'fax'; it must be one of"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "piece", "words"), BROKEN)
def test_a_fault_is_told_where_it_is(visits, old, new, piece, words):
    visits.edit(PLACE, old, new)
    told = [f"{p.place}: {p.message}; {p.hint}" for p in visits.faults()]
    assert any(t.startswith(f"{PLACE}:{line_of(piece)}:") and words in t for t in told), told


REGISTER_FAULTS = [
    ("keeper: clerk", "keeper: clerks", 1, "the post clerks is not in access/posts.csv; did you mean clerk"),
    ("form: visit", "form: visitt", 1, "the form visitt is not in forms/; did you mean visit"),
    ("subject: person", "subject: none", 1, "about a none, its form about a household"),
    ("next: [closed]", "next: [close]", 8, "unknown state close; did you mean closed"),
    ("走访日期]", "走访时间]", 1, "the column 走访时间 is no field of visit"),
    ("id: closed", "id: open", 9, "state of elders open is already at"),
    ("source: plan", "source: plans", 1, "the source plans is not in sources.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "words"), REGISTER_FAULTS)
def test_a_fault_of_a_register_is_told_where_it_is(visits, old, new, line, words):
    visits.edit("registers/elders.yaml", old, new)
    told = [f"{p.place}: {p.message}; {p.hint}" for p in visits.faults()]
    assert any(t.startswith(f"registers/elders.yaml:{line}:") and words in t for t in told), told


def test_a_register_needs_a_form_for_registers(visits):
    visits.edit(PLACE, "uses: [application, register]", "uses: [application]")
    assert any("is not for registers" in p.message for p in visits.faults())


@pytest.mark.parametrize(
    "text", ["", "- 1", "[]", "x", "id: visit", "id: [1]\nsteps: 5", "steps: [5]"]
)
def test_a_file_that_is_no_form_is_a_sentence(visits, text):
    visits.write(PLACE, text)
    assert any(p.place.startswith(PLACE) or "visit" in p.message for p in visits.faults())


def test_a_needs_step_names_rules(visits):
    step = "  - {id: rest, needs: [old-age, older]}\ndocuments:"
    visits.edit(PLACE, "documents:", step)
    assert any("unknown rule older" in p.message for p in visits.faults())
    visits.edit(PLACE, ", older]", "]")
    assert visits.faults() == []
    visits.edit(PLACE, "  - {id: rest,", "  - {id: more, needs: all}\n  - {id: rest,")
    assert any("at most one `needs` step" in p.message for p in visits.faults())


def test_a_check_needs_rules_to_answer(visits):
    visits.edit(PLACE, "uses: [application, register]", "uses: [check, application, register]")
    assert any("is for check and has no `needs`" in p.message for p in visits.faults())
    visits.edit(PLACE, "documents:", "  - {id: rest, uses: [check], needs: all}\ndocuments:")
    assert visits.faults() == []


def test_a_condition_reads_only_what_its_own_use_asks(visits):
    visits.edit(PLACE, "  - id: people", "  - id: people\n    uses: [register]")
    told = [p.message for p in visits.faults()]
    assert any("does not ask in every use" in each for each in told) is False  # home reads its own
    visits.edit(PLACE, "- 低保状态", "- {fact: 低保状态, when: any_of(走路 == '要扶')}")
    told = [p.message for p in visits.faults()]
    assert any("走路, which step people does not ask in every use" in each for each in told)


def test_fields_that_depend_on_others_of_their_step_come_a_page_later(visits):
    pack = visits.load()
    made = sheet(pack, pack.form("visit"))
    asked = [(page.key, [entry.key for entry in page.entries]) for page in made.pages]
    assert asked == [
        ("people", ["出生日期", "走路", "吃饭"]),
        ("people.2", ["月收入"]),
        ("home", ["低保状态", "走访日期", "说明"]),
        ("home.2", ["电话"]),
    ]


def test_one_question_a_page(visits):
    visits.edit(PLACE, "subject: household", "subject: household\nlayout: single")
    pack = visits.load()
    made = sheet(pack, pack.form("visit"))
    assert [len(page.entries) for page in made.pages] == [1] * 8


def test_the_first_fault_stops_whoever_fills_it_in(visits):
    visits.edit(PLACE, "{fact: 月收入", "{fact: 月收人")
    pack = visits.load()
    with pytest.raises(RuleError, match=r"forms/visit.yaml:13: the fact 月收人"):
        sheet(pack, pack.form("visit"))


def test_a_form_is_plain_json(visits):
    pack = visits.load()
    given = sheet(pack, pack.form("visit")).as_json()
    text = json.dumps(given, ensure_ascii=False)
    assert "forms/visit.yaml" not in text
    assert given["form"] == pack.form("visit").as_json()
    assert {fact["name"] for fact in given["facts"]} == {"出生日期", "月收入", "低保状态"}


SURVEY = """\
id: visit
name: 走访后的话
purpose: 听听意见
uses: [survey]
subject: none
steps:
  - id: one
    title: 一
    fields:
      - {name: 满意, type: bool, label: 满意吗？}
      - {name: 快慢, type: enum, values: [快, 慢], label: 快不快？}
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("subject: none", "subject: person", "a survey is about nobody; write `subject: none`"),
        ("type: bool", "type: text", "a survey identifies nobody: 满意 is a text, not a choice"),
        ("type: bool", "type: date", "满意 is a date, not a choice"),
        (
            "{name: 满意, type: bool, label: 满意吗？}",
            "低保状态",
            "低保状态 is a fact of the registry",
        ),
        ("steps:", "documents: [{id: book, name: 户口簿}]\nsteps:", "asks for documents"),
    ],
)
def test_a_survey_identifies_nobody(county, old, new, words):
    county.write(PLACE, SURVEY)
    assert county.faults() == []
    county.edit(PLACE, old, new)
    told = [f"{p.place}: {p.message}; {p.hint}" for p in county.faults()]
    assert any(t.startswith(f"{PLACE}:") and words in t for t in told), told


def test_an_assessment_needs_scales_that_it_asks_for(visits):
    visits.edit(PLACE, "uses: [application, register]", "uses: [application, register, assessment]")
    assert visits.faults() == []
    visits.edit(PLACE, "  - id: people", "  - id: people\n    uses: [application, register]")
    told = [p.message for p in visits.faults()]
    assert "the item 走路 of care is not asked in an assessment" in told
    visits.write(PLACE, SURVEY.replace("uses: [survey]", "uses: [assessment]"))
    assert any("is for assessment and has no `scales`" in p.message for p in visits.faults())


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("visitt", "`assessments` names visitt, which is not in forms/; did you mean visit"),
        ("visit", "the form visit is not for assessments; add `assessment` to its `uses`"),
    ],
)
def test_a_register_assesses_by_forms_for_it(visits, form, words):
    text = f"{REGISTER}assessments: [{form}]\n"
    visits.write("registers/elders.yaml", text)
    told = [f"{p.place}: {p.message}; {p.hint}" for p in visits.faults()]
    assert any(t.startswith("registers/elders.yaml:1:") and words in t for t in told), told
