"""The check from the first page to the result, as a browser without JavaScript sends it."""

from __future__ import annotations

import re

import pytest
from django.core import signing
from django.utils import timezone

from tests.doors.portal.pages import read
from zhaohui.county.entitlements.check import check_household
from zhaohui.county.forms.queries import sheet_of
from zhaohui.county.forms.signed import salt, unseal

MOTHER, SON = (1931, 5, 1), (1960, 2, 29)  # born
ANSWERS = {"bool": "否", "int": "3", "money": "1,200.50", "date": ("2001", "9", "1"), "text": "无"}


class Resident:
    """Fills in the form; `answer` gives the text for a fact."""

    def __init__(self, client, pack):
        self.client, self.pack = client, pack
        self.page = read(client.get("/check/"))

    def send(self, **fields):
        response = self.client.post("/check/", {"state": self.page.inputs["state"], **fields})
        assert response.status_code == 200
        assert response.request["QUERY_STRING"] == ""
        self.page = read(response)
        return self.page

    def describe(self, *people):
        self.send(count=str(len(people)))
        fields = {}
        for number, (year, month, day) in enumerate(people, 1):
            fields |= {
                f"person{number}-birth_date-year": str(year),
                f"person{number}-birth_date-month": str(month),
                f"person{number}-birth_date-day": str(day),
            }
        return self.send(**fields)

    @property
    def state(self):
        return unseal(self.page.inputs["state"], sheet_of(self.pack, "check"), self.pack)

    def answer_all(self, answer):
        pages = 0
        while "stop" in self.page.names:
            fields = {}
            for name in dict.fromkeys(self.page.names):
                if name.startswith(("person", "home")):
                    fields |= answer(self.pack, name, self.page)
            self.send(**fields)
            pages += 1
            assert pages < 100
        return pages


def plainly(pack, name, page):
    """Answer every question with something that fits its type."""
    column = name.split("-")[1]
    fact = next(fact for fact in pack.facts if fact.column == column)
    if name.endswith("-unknown"):
        return {}
    if fact.type == "date":
        year, month, day = ANSWERS["date"]
        return {
            f"{name.rsplit('-', 1)[0]}-{part}": value
            for part, value in zip(("year", "month", "day"), (year, month, day), strict=True)
        }
    if fact.type == "enum":
        return {name: fact.values[0]}
    if fact.type == "code":
        return {name: pack.towns[1].code}
    return {name: ANSWERS[fact.type]}


def not_knowing(pack, name, page):
    return {f"{name}": "1"} if name.endswith("-unknown") else {name: "?"}


@pytest.fixture
def resident(client, pack):
    return Resident(client, pack)


def test_the_result_is_that_of_check_household(resident, pack, book):
    resident.describe(MOTHER, SON)
    assert resident.answer_all(plainly) > 5
    state = resident.state
    assert state.step == "end"
    labels = ["第1人（1931年生）", "第2人（1960年生）"]
    report = check_household(pack, book, state.document(labels), timezone.localdate())
    entitled = [row for row in report["services"] if row["status"] == "yes"]
    assert entitled
    text = resident.page.text
    shown = re.findall(r'class="finding-who"[^>]*>([^<]*)<', resident.page.html)
    assert f"可以享受（{len(shown)}）" in text
    assert {who for people in shown for who in people.split("、")} == {
        r["subject"] for r in entitled
    }
    for row in entitled:
        assert row["name"] in text
        if row["amount_fen"] is not None:
            assert f"¥{row['amount_fen'] // 100:,}.{row['amount_fen'] % 100:02d}" in text
        for cited in row["citations"]:
            assert cited["title"] in text
    for row in report["services"]:
        if row["status"] == "no":
            assert row["sentences"][0] in text


def test_old_age_allowance_of_a_woman_of_ninety_five(resident, pack):
    resident.describe(MOTHER)
    resident.answer_all(plainly)
    assert "高龄津贴" in resident.page.text.split("还差一样")[0]
    assert "可能已更新" in resident.page.text


def test_not_knowing_anything_still_ends_in_a_result(resident):
    resident.describe(MOTHER)
    resident.answer_all(not_knowing)
    assert resident.state.step == "end"
    assert "可以问" in resident.page.text
    assert resident.state.members[0].keys() == {"出生日期"}


def test_asks_only_what_blocks(resident, pack, book):
    resident.describe(MOTHER, SON)
    while "stop" in resident.page.names:
        state = resident.state
        report = check_household(pack, book, state.document(["甲", "乙"]), timezone.localdate())
        left = {(q["fact"], q["member"]) for q in report["questions_left"]}
        asked = {name for name in resident.page.names if name.startswith(("person", "home"))}
        for name in asked:
            who, column = name.split("-")[:2]
            fact = next(fact.name for fact in pack.facts if fact.column == column)
            member = None if who == "home" else int(who.removeprefix("person")) - 1
            assert (fact, member) in left
        fields = {}
        for name in asked:
            fields |= plainly(pack, name, resident.page)
        resident.send(**fields)


def test_the_way_back_forgets_the_last_answer(resident):
    resident.describe(MOTHER)
    question = resident.page.headings
    fields = {}
    for name in resident.page.names:
        if name.startswith(("person", "home")):
            fields |= plainly(resident.pack, name, resident.page)
    resident.send(**fields)
    assert resident.page.headings != question
    resident.send(back="1")
    assert resident.page.headings == question
    resident.send(back="1")
    assert "家里有哪些人" in resident.page.headings
    assert resident.page.inputs["person1-birth_date-year"] == "1931"
    resident.send(back="1")
    assert resident.page.inputs["count"] == "1"


def test_stopping_and_going_on(resident):
    resident.describe(MOTHER)
    question = resident.page.headings
    resident.send(stop="1")
    assert "您家的结果" in resident.page.headings
    resident.send()
    assert resident.page.headings == question


@pytest.mark.parametrize("count", ["", "0", "13", "三", "-1", "2.5", "99999999999", "9" * 5_000])
def test_a_wrong_number_of_people_is_explained(resident, count):
    page = resident.send(count=count)
    assert "#count" in page.links
    assert "请写 1 到 12 之间的人数" in page.text
    assert "有内容需要改" in page.html.split("</title>")[0]


def test_full_width_digits_are_read(resident):
    resident.send(count="２")
    assert "person2-birth_date-year" in resident.page.names


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("1931", "2", "30"), "请写日历上有的日期"),
        (("1931", "", ""), "请写日历上有的日期"),
        (("2931", "1", "1"), "年份不对"),
        (("1860", "1", "1"), "年份不对"),
        (("abcd", "1", "1"), "请写日历上有的日期"),
    ],
)
def test_a_wrong_date_is_explained_and_kept(resident, parts, sentence):
    resident.send(count="1")
    year, month, day = parts
    page = resident.send(
        **{
            "person1-birth_date-year": year,
            "person1-birth_date-month": month,
            "person1-birth_date-day": day,
        }
    )
    assert sentence in page.text
    assert "#person1-birth_date-year" in page.links
    assert page.inputs["person1-birth_date-year"] == year


def test_an_empty_question_is_explained(resident):
    resident.describe(MOTHER)
    names = [name for name in resident.page.names if name.startswith(("person", "home"))]
    page = resident.send()
    assert "不知道" in page.text
    assert "有内容需要改" in page.text
    assert any(
        link.removeprefix("#") in page.ids
        for link in page.links
        if link.startswith("#") and link != "#main"
    )
    assert names == [name for name in page.names if name.startswith(("person", "home"))]


def test_words_that_are_not_offered_are_refused(resident, pack):
    resident.describe(MOTHER)
    names = [name for name in resident.page.names if name.startswith(("person", "home"))]
    page = resident.send(**dict.fromkeys(names, "随便写"))
    assert "有内容需要改" in page.text
    assert "随便写" not in " ".join(page.headings)


@pytest.mark.parametrize("state", ["", "x", "eyJzdGVwIjoicmVzdWx0In0:1abc:zzz"])
def test_a_changed_state_is_refused_with_a_sentence(client, state):
    response = client.post("/check/", {"state": state, "count": "2"})
    assert response.status_code == 400
    assert "重新开始" in read(response).text


WHOLE = {"step": "questions", "members": [{}], "living": {}, "registered": {}, "asked": []}


@pytest.mark.parametrize(
    "kept",
    [
        [1], "x", None, {**WHOLE, "asked": None}, {**WHOLE, "step": "finish"}, {**WHOLE, "step": 5},
        {**WHOLE, "members": "abc"}, {**WHOLE, "members": [1]}, {**WHOLE, "living": [1]},
        {**WHOLE, "members": [{"月收入": [1]}]}, {**WHOLE, "members": [{"没有的事实": "1"}]},
        {**WHOLE, "members": [{"低保状态": "是"}]}, {**WHOLE, "living": {"月收入": "1"}},
        {**WHOLE, "asked": [["没有", [0]]]}, {**WHOLE, "asked": [["月收入", [99]]]},
        {**WHOLE, "asked": [["月收入"]]}, {**WHOLE, "asked": [5]},
    ],
)  # fmt: skip
@pytest.mark.parametrize("button", ["stop", "back"])
def test_a_genuine_state_of_another_version_is_refused_with_a_sentence(client, kept, button):
    state = signing.dumps(kept, salt=salt("check"), compress=True)
    response = client.post("/check/", {"state": state, button: "1"})
    assert response.status_code == 400
    assert "重新开始" in read(response).text


def test_answers_are_kept_nowhere(resident, caplog):
    """No database (pytest-django refuses it here), no cookie but the form's own, no cache, no log."""
    resident.describe(MOTHER)
    response = resident.client.post(
        "/check/", {"state": resident.page.inputs["state"], "stop": "1"}
    )
    assert "no-store" in response.headers["Cache-Control"]
    assert set(resident.client.cookies) <= {"csrftoken"}
    assert "1931" not in caplog.text


def test_preferences_in_the_middle_keep_the_answers(resident):
    resident.describe(MOTHER)
    question = resident.page.headings
    before = resident.state
    page = resident.send(elder="on")
    assert page.headings == question
    assert resident.state == before
    assert 'class="govuk-template elder"' in page.html
    assert resident.client.cookies["elder"].value == "on"
    page = resident.send(language="en")
    assert 'lang="en"' in page.html
    assert "Continue" in page.text


def test_works_with_csrf_checks(pack):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    page = read(strict.get("/check/"))
    token = page.inputs["csrfmiddlewaretoken"]
    fields = {"state": page.inputs["state"], "count": "1"}
    assert strict.post("/check/", fields).status_code == 403
    assert strict.post("/check/", {**fields, "csrfmiddlewaretoken": token}).status_code == 200
