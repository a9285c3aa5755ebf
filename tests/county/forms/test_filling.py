"""Filling in a form page by page: what is asked, what is read, what is refused, what stands at the end."""

import datetime as dt

import pytest

from tests.packs.forms import FORM
from zhaohui.county.forms.answers import Answers, from_json
from zhaohui.county.forms.errors import NotAsked
from zhaohui.county.forms.flow import following, go_back, questions
from zhaohui.county.forms.papers import papers
from zhaohui.county.forms.scores import scores
from zhaohui.county.forms.sitting import Known
from zhaohui.county.forms.turn import fields_of, take_turn
from zhaohui.county.forms.whole import read_whole
from zhaohui.county.forms.words import word

HOME = {"home-dibao": "否", "home-own3-year": "2030", "home-own3-month": "5", "home-own3-day": "1"}


def born(number, year):
    return {
        f"person{number}-birth_date-year": str(year),
        f"person{number}-birth_date-month": "5",
        f"person{number}-birth_date-day": "1",
    }


def asked(sitting, answers):
    page = sitting.sheet.page(answers.step)
    return [(q.entry.key, q.member) for q in questions(sitting, answers, page)]


@pytest.fixture
def two(sitting):
    """A mother and a child described so far."""
    answers = sitting.begin()
    take_turn(sitting, answers, {"count": "2"})
    take_turn(sitting, answers, {**born(1, 1990), **born(2, 2025)})
    return answers


def test_a_condition_asks_only_whom_it_concerns(sitting, two):
    assert two.step == "people.2"
    assert asked(sitting, two) == [("月收入", 0)]


def test_an_unknown_condition_hides_nothing(sitting_of):
    sitting = sitting_of(FORM.replace("出生日期, required: true", "出生日期"))
    answers = sitting.begin()
    take_turn(sitting, answers, {"count": "2"})
    take_turn(sitting, answers, born(2, 2025))
    assert asked(sitting, answers) == [("月收入", 0)]


def test_a_page_that_asks_nobody_is_passed(sitting):
    answers = sitting.begin()
    take_turn(sitting, answers, {"count": "1"})
    take_turn(sitting, answers, born(1, 2025))
    assert answers.step == "home"
    go_back(sitting, answers)
    assert answers.step == "people"
    go_back(sitting, answers)
    assert answers.step == "start"


def test_answers_are_kept_in_one_canonical_form(sitting, two):
    take_turn(sitting, two, {"person1-monthly_income": "1,200.5元"})
    take_turn(sitting, two, HOME)
    take_turn(sitting, two, {"home-own4": " 0839-1234567 "})
    assert two.members[0] == {"出生日期": "1990-05-01", "月收入": "1200.50"}
    assert two.living == {"低保状态": "否"}
    assert two.own == {"走访日期": "2030-05-01", "电话": "0839-1234567"}
    assert two.step == "end"


def test_the_document_is_what_the_check_reads(sitting, two, pack, book):
    from zhaohui.county.entitlements.check import check_household

    report = check_household(pack, book, two.document(["甲", "乙"]), sitting.today)
    assert {row["subject"] for row in report["services"]} >= {"甲", "乙"}


REFUSED = [
    ("people.2", {"person1-monthly_income": "-1"}, "金额数字"),
    ("people.2", {"person1-monthly_income": "100000.01"}, "不大于 100000.00"),
    ("people.2", {"person1-monthly_income": "很多"}, "金额数字"),
    ("home", {**HOME, "home-own3-year": "2019"}, "2020-01-01 或之后"),
    ("home", {**HOME, "home-own3-month": "7"}, "今天之后"),
    ("home", {"home-dibao": "否"}, "请填写"),
    ("home", {**HOME, "home-dibao": "也许"}, "从列出的答案里选"),
    ("home", {**HOME, "home-own5": "长" * 201}, "短一些"),
    ("home.2", {"home-own4": "12345"}, "手机号"),
]


@pytest.mark.parametrize(("step", "post", "words"), REFUSED)
def test_a_wrong_answer_is_refused_with_a_sentence(sitting, two, step, post, words):
    two.living, two.step = {"低保状态": "否"}, step
    turn = take_turn(sitting, two, post)
    assert [problem for problem in turn.problems if words in problem.sentence]
    assert two.step == step
    assert not any(
        value in problem.sentence
        for problem in turn.problems
        for value in post.values()
        if len(value) > 4
    )


def test_not_knowing_is_no_answer_to_what_must_be_known(sitting, two):
    two.step = "people"
    turn = take_turn(sitting, two, {"person1-birth_date-unknown": "1", **born(2, 2025)})
    assert "必须填写" in turn.problems[0].sentence


@pytest.mark.parametrize(
    "name", ["person2-monthly_income", "home-dibao", "person3-sex", "home-own4", "person1-x-year"]
)
def test_an_answer_to_what_the_page_does_not_ask_is_refused(sitting, two, name):
    before = two.as_json()
    with pytest.raises(NotAsked):
        take_turn(sitting, two, {"person1-monthly_income": "5", name: "1"})
    assert two.as_json() == before


def test_leaving_keeps_what_can_be_read(sitting, two):
    two.step = "home"
    turn = take_turn(sitting, two, {"home-dibao": "否", "home-own3-year": "x", "leave": "1"})
    assert turn.kind == "leave"
    assert two.living == {"低保状态": "否"}
    assert (two.step, two.own) == ("home", {})


def test_an_answer_whose_condition_no_longer_holds_is_dropped(sitting, two):
    take_turn(sitting, two, {"person1-monthly_income": "900"})
    take_turn(sitting, two, HOME)
    take_turn(sitting, two, {"home-own4": "0839-1234567"})
    two.members[0]["出生日期"] = "2025-01-01"
    two.living["低保状态"] = "是"
    clean, _pages, problems = read_whole(sitting, two)
    assert problems == []
    assert "月收入" not in clean.members[0]
    assert "电话" not in clean.own


def test_the_whole_is_judged_again(sitting, two):
    two.step = "end"
    two.members[0] |= {"月收入": "999999999", "性别": "女"}  # forged, and not asked by this form
    clean, _pages, problems = read_whole(sitting, two)
    assert {problem.id for problem in problems} == {"row-person1-monthly_income", "row-home-own3"}
    assert set(clean.members[0]) == {"出生日期"}


def test_what_was_answered_by_not_knowing_is_not_asked_again(sitting_of):
    step = "  - {id: rest, needs: [dibao-rural]}\ndocuments:"
    sitting = sitting_of(FORM.replace("documents:", step))
    answers = sitting.begin()
    take_turn(sitting, answers, {"count": "1"})
    take_turn(sitting, answers, born(1, 1990))
    take_turn(
        sitting, answers, {"person1-monthly_income": "?", "person1-monthly_income-unknown": "1"}
    )
    page = sitting.sheet.page("people.2")
    assert (answers.unsure, fields_of(sitting, answers, page)[0].is_unknown) == (
        [("月收入", 0)],
        True,
    )
    take_turn(sitting, answers, HOME)
    take_turn(sitting, answers, {"home-own4": ""})
    assert answers.step in ("rest", "end")
    assert answers.step == "end" or ("月收入", 0) not in asked(sitting, answers)
    answers.step = "people.2"
    take_turn(sitting, answers, {"person1-monthly_income": "5"})
    assert answers.unsure == []


def test_a_correction_at_the_end_leads_back_to_the_end(sitting, two):
    take_turn(sitting, two, {"person1-monthly_income": "900"})
    take_turn(sitting, two, {**HOME, "home-own5": "无"})
    take_turn(sitting, two, {"home-own4": "0839-1234567"})
    take_turn(sitting, two, {"goto": "home"})
    assert two.step == "home"
    take_turn(sitting, two, {**HOME, "home-own5": "好", "returning": "1"})
    assert (two.step, two.own["说明"]) == ("end", "好")


def test_what_the_registry_knows_is_not_asked(sitting_of):
    day = dt.date(2030, 1, 1)
    known = {(0, "出生日期"): Known("1990-05-01", "公安", day)}
    sitting = sitting_of(known=known)
    answers = sitting.begin()
    take_turn(sitting, answers, {"count": "1"})
    assert asked(sitting, answers) == [("走路", 0), ("吃饭", 0)]
    with pytest.raises(NotAsked):
        take_turn(sitting, answers, born(1, 1950))
    clean, _pages, _problems = read_whole(sitting, answers)
    assert clean.members[0]["出生日期"] == "1990-05-01"


def test_documents_are_needed_waived_or_in_doubt(sitting_of, sitting, two):
    assert [(p.row.id, p.status) for p in papers(sitting, two)] == [
        ("book", "needed"),
        ("income", "maybe"),
    ]
    two.members[0]["月收入"], two.members[1]["月收入"] = "600.00", "0.00"
    known = {(0, "户籍性质"): Known("农村", "公安", dt.date(2030, 1, 1))}
    assert papers(sitting_of(known=known), two)[0].status == "needed"  # the child's is not known
    known[1, "户籍性质"] = known[0, "户籍性质"]
    found = papers(sitting_of(known=known), two)
    assert [(p.row.id, p.status) for p in found] == [("book", "waived"), ("income", "needed")]
    two.members[1]["月收入"] = "900.00"
    assert [p.row.id for p in papers(sitting, two)] == ["book"]


@pytest.mark.parametrize(
    ("own", "low", "high", "band"),
    [
        ({}, 0, 5, None),
        ({"走路": "能走"}, 0, 1, "能自理"),
        ({"走路": "要扶"}, 2, 3, "要照护"),
        ({"走路": "不能走", "吃饭": "要喂"}, 5, 5, "要照护"),
        ({"走路": "能走", "吃饭": "要喂"}, 1, 1, "能自理"),
    ],
)
def test_an_unanswered_item_leaves_bounds(sitting, own, low, high, band):
    answers = Answers()
    answers.set_count(1)
    answers.own_members[0] = own
    (score,) = scores(sitting.sheet, answers)
    assert (score.low, score.high) == (low, high)
    assert score.total == (low if low == high else None)
    assert (score.band.name if score.band else None) == band


def test_a_sum_takes_no_weights(sitting_of):
    sitting = sitting_of(
        FORM.replace("method: weighted", "method: sum").replace("high: 5", "high: 3")
    )
    answers = Answers()
    answers.set_count(1)
    answers.own_members[0] = {"走路": "不能走", "吃饭": "要喂"}
    assert scores(sitting.sheet, answers)[0].total == 3


def test_a_form_about_one_person_asks_her_without_repeat(sitting_of):
    text = """\
id: visit
name: 本人情况
purpose: 本人情况
uses: [survey]
subject: person
steps:
  - id: me
    title: 本人
    fields: [性别, {fact: 月收入, when: 性别 == '女'}, {name: 满意, type: bool, label: 满意吗？, when: 年龄 >= 18}]
"""
    with pytest.raises(Exception, match="出生日期, which is asked nowhere"):
        sitting_of(text, "survey")
    sitting = sitting_of(text.replace(", when: 年龄 >= 18", ""), "survey")
    answers = sitting.begin()
    assert answers.step == "me"
    take_turn(sitting, answers, {"person1-sex": "女", "home-own1": "是"})
    assert (answers.step, asked(sitting, answers)) == ("me.2", [("月收入", 0)])
    take_turn(sitting, answers, {"person1-monthly_income": "3"})
    assert answers.members == [{"性别": "女", "月收入": "3.00"}]
    assert answers.own == {"满意": "是"}


def test_steps_of_another_use_are_not_asked(sitting_of):
    text = FORM.replace("  - id: home\n", "  - id: home\n    uses: [register]\n")
    assert [page.key for page in sitting_of(text).pages] == ["people", "people.2"]
    assert "home" in [page.key for page in sitting_of(text, "register").pages]


@pytest.mark.parametrize(
    "kept",
    [
        None, 1, [], {"step": "nowhere"}, {"step": "people", "members": []},
        {"members": [{}] * 5}, {"members": [{}], "own_members": [{"没有": "1"}]},
        {"own": {"月收入": "1"}}, {"members": [{}], "own_members": [{}, {}]},
    ],
)  # fmt: skip
def test_kept_answers_that_do_not_fit_are_not_used(sitting, pack, kept):
    assert from_json(kept, sitting.sheet, pack) is None


def test_kept_answers_come_back(sitting, two, pack):
    assert from_json(two.as_json(), sitting.sheet, pack) == two


def test_english_where_the_form_brings_it(sitting):
    from django.utils import translation

    with translation.override("en"):
        assert word(sitting.sheet.form, "走访表") == "Visit"
        assert word(sitting.sheet.form, "家里") == "家里"
    assert word(sitting.sheet.form, "走访表") == "走访表"


def test_following_from_the_start_is_the_first_page(sitting):
    answers = sitting.begin()
    answers.set_count(1)
    assert following(sitting, answers) == "people"
