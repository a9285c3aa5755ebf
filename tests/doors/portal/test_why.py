"""Each row of the check's result says why when asked, in the words of every door; nothing is kept."""

import re

from django.utils import timezone

from tests.doors.portal.test_check import MOTHER, SON, Resident, plainly
from zhaohui.county.entitlements.check import tell_household
from zhaohui.packs import rulebook


def shown(resident, asked):
    resident.send(why=asked)
    return resident.page


def asks(page_text):
    return re.findall(r'name="why"\s+value="([^"]+)"', page_text)


def test_a_row_tells_the_story_of_its_rule(client, pack):
    resident = Resident(client, pack)
    resident.describe(MOTHER, SON)
    resident.answer_all(plainly)
    raw = client.post("/check/", {"state": resident.page.inputs["state"], "stop": "1"})
    names = asks(raw.content.decode())
    assert any(name.startswith("old-age-allowance.") for name in names)
    document = resident.state.document(["户主（1931年生）", "子女（1960年生）"])
    for asked in [name for name in names if name.startswith("old-age")] + names[-2:]:
        rule, _, member = asked.rpartition(".")
        key = (rule, int(member) if member else None)
        told = tell_household(pack, rulebook(pack), document, timezone.localdate(), [key])[key]
        page = shown(resident, asked)
        assert {each["kind"] for each in told} >= {"verdict", "condition", "basis"}
        for each in told:
            assert "".join(each["text"].split()) in "".join(page.text.split())
        assert page.inline == []
        assert page.unclosed == []


def test_one_who_is_too_young_reads_the_day(client, pack):
    resident = Resident(client, pack)
    resident.describe(MOTHER, SON)
    resident.answer_all(plainly)
    page = shown(resident, "old-age-allowance.1")
    if "年满80周岁" not in page.text:  # the mother's row stands for the rule
        page = shown(resident, "old-age-allowance.0")
    assert "可以享受高龄津贴" in page.text or "2040年2月29日起自动符合" in page.text


def test_a_row_that_nobody_showed_changes_nothing(client, pack):
    resident = Resident(client, pack)
    resident.describe(MOTHER)
    resident.answer_all(plainly)
    assert "逐条看条件" not in shown(resident, "no-such.7").text
