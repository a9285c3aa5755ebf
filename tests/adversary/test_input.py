"""What no form sends: NUL, digits of other scripts, texts longer than their column, odd cursors."""

import pytest
from django.test import Client

from tests.adversary.attacks import signed_in
from tests.county.small_county import the_pack
from tests.people import officer, user
from zhaohui.county.audit.errors import EntryRefusedError
from zhaohui.county.audit.no_personal_data import require_purpose
from zhaohui.county.lists.export_file import Sheet, write_sheet
from zhaohui.county.lists.models import SavedView
from zhaohui.county.plans.models import Resolution

CODE = the_pack().code


def refused(answer):
    """It is a sentence, not a crash."""
    return answer.status_code in (400, 404) and "<h1" in answer.content.decode()


@pytest.fixture
def department(county):
    return signed_in(officer("department-officer", CODE), raise_request_exception=False)


class TestNul:
    """PostgreSQL refuses it in every text; the answer is 400, on both databases."""

    def test_in_a_form(self, department):
        answer = department.post("/office/views/people/save/", {"view_name": "a\0b"})
        assert answer.status_code == 400
        assert refused(answer)
        assert not SavedView.objects.exists()

    def test_in_an_address(self, department):
        assert refused(department.get("/office/people/", {"area": "\0"}))
        assert refused(department.get("/office/parameters/%00/"))

    def test_in_the_sign_in(self, db, data_dir):
        client = Client(raise_request_exception=False)
        for path in ("/accounts/login/", "/accounts/signup/"):
            answer = client.post(path, {"login": "a\0", "username": "a\0", "password": "x" * 12})
            assert answer.status_code == 400

    def test_in_a_cookie(self, db, data_dir):
        client = Client(raise_request_exception=False)
        client.cookies["sessionid"] = "\0" * 32
        assert client.get("/me/").status_code in (302, 400)
        assert client.get("/").status_code in (200, 400)

    def test_in_a_name_of_a_field_and_in_a_file(self, department):
        assert department.post("/office/people/find/", {"wo\0rds": "王小"}).status_code == 400

    def test_a_program_gets_a_problem_document(self, department):
        answer = department.get(
            "/office/people/", {"area": "\0"}, headers={"accept": "application/json"}
        )
        assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("after", ["-²-1", "-1-²", "²-1-1", "-１-1", "x", "-1-1-1", "-" * 90])
def test_cursors_of_the_list_behind_a_count(department, county, after):
    rule = the_pack().rules[0].id
    answer = department.get(f"/office/findings/{rule}/people/", {"after": after})
    assert answer.status_code in (200, 404)


@pytest.mark.parametrize(
    "query",
    [
        {"after": "９"},
        {"after": "-1"},
        {"after": "9" * 40},
        {"sort": "identity_index"},
        {"sort": "identity_sealed"},
        {"sort": "-living__dibao"},
        {"age_from": "１２"},
        {"age_to": "-1"},
        {"area": "x' OR 1=1 --"},
        {"area": "9" * 12},
        {"dibao": "maybe"},
    ],
)
def test_the_list_of_people(department, query):
    answer = department.get("/office/people/", query)
    assert answer.status_code in (200, 400)
    assert answer.status_code == 400 or "没有符合条件的人" in answer.content.decode()


class TestDecisionsOfThePlan:
    """Each text of a decision is held to the length of its column before the database is asked."""

    @pytest.mark.parametrize(
        ("field", "length"), [("reading", 501), ("reason", 1001), ("basis", 201), ("choice", 900)]
    )
    def test_longer_than_the_column(self, county, field, length):
        planner = signed_in(officer("planner", CODE), raise_request_exception=False)
        plan = the_pack().plans[0]
        row = next(row for row in plan.inconsistencies if row.line_a and row.line_b)
        written = {
            "choice": "first",
            "reading": "按第一处执行",
            "reason": "第一处是正文",
            "first_quote": "甲",
            "second_quote": "乙",
            field: "长" * length,
        }
        answer = planner.post(f"/office/plan/{plan.id}/{row.id}/", written)
        assert answer.status_code == 400
        assert not Resolution.objects.exists()


class TestNumbersInPurposes:
    """What is kept for ever holds nobody's numbers, however they are written."""

    @pytest.mark.parametrize(
        "text",
        [
            "回访１３８００１３８０００",
            "回访 138 0013 8000",
            "回访138-0013-8000",
            "核对 990000 19800101 0013",
            "核对９９００００１９８００１０１００１３",
            "卡号 6222 0212 3456 7890 123",
        ],
    )
    def test_refused(self, text):
        with pytest.raises(EntryRefusedError):
            require_purpose(text)

    @pytest.mark.parametrize(
        "text",
        ["核对2025年1月至2026年12月", "第 12 批 2026-01-01 至 2026-03-31", "走访 300 户 1200 人"],
    )
    def test_ordinary_figures_stay(self, text):
        assert require_purpose(text) == text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_of_a_name_with_a_control_character(kind):
    sheet = Sheet(title="名单", watermark="模拟数据", heads=["姓名"], rows=[["王\x08\x1f小明"]])
    assert write_sheet(sheet, kind)


def test_a_megabyte_in_any_field(county):
    client = Client(raise_request_exception=False)
    client.force_login(user("somebody"))
    for path in ("/accounts/login/", "/me/bind/", "/me/mandates/accept/", "/check/"):
        answer = client.post(
            path, {"code": "1" * 900_000, "login": "x" * 900_000, "state": "x" * 900_000}
        )
        assert answer.status_code < 500
        assert client.post(path, {"code": "1" * 2_000_000}).status_code == 400
