"""Kinds of offers in a pack: read, checked, their gaps listed; nothing known only by guess is a number."""

from __future__ import annotations

import shutil

import pytest

from zhaohui.clock import county_today
from zhaohui.packs import default_pack, gaps, load
from zhaohui.packs.checks.offers import check_offers
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.errors import Problems
from zhaohui.packs.loading import read
from zhaohui.packs.offers import offer_kinds

ROW = """id: reading
name: 读书
name_en: Reading
intro: 读书的地方
domain: 文体
department: 文旅
use: slots
unit: seat
allot: first_come
source: plan-2021
verification: unverified
"""


@pytest.fixture(scope="module")
def pack():
    return load(default_pack())


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "pack"
    shutil.copytree(default_pack(), folder)
    return folder


def found(folder, text: str, name: str = "reading") -> list[str]:
    """Return the faults of one more file: its form, and the check of offers alone."""
    (folder / "offers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    problems = Problems()
    pack = read(folder, problems)
    faulty = frozenset(p.place.rpartition(":")[0] for p in problems)
    check_offers(Scope(pack, problems, county_today(), faulty))
    return [p.message for p in problems if p.place.startswith(f"offers/{name}")]


def test_the_county_has_every_kind_that_the_plan_names(pack):
    assert len(pack.offers) >= 12
    assert {row.allot for row in pack.offers} == {
        *("first_come", "priority_queue", "points", "lottery", "deferred_acceptance")
    }
    assert set(offer_kinds(pack)) == {row.id for row in pack.offers}


def test_terms_and_consequences_that_nobody_cited_are_not_there(pack):
    for row in pack.offers:
        terms = (row.ahead_days, row.cancel_hours, row.confirm_days, row.review_months)
        assert terms == (None,) * 4
        assert row.no_show == ""
        assert all(each.points is None for each in row.scoring)
        assert row.lacks, row.id


def test_gaps_are_listed_by_department(pack):
    told = [(gap.department, gap.missing) for gap in gaps(pack) if gap.place.startswith("offers/")]
    assert ("住建", "公租房轮候配租：配租以后几天内确认") in told
    assert any("记几分未填" in missing for _, missing in told)


def test_a_sound_file_has_no_fault(copy):
    assert found(copy, ROW) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: reading", "id: writing", "not the file's name"),
        ("domain: 文体", "domain: 天气", "domain 天气 is unknown"),
        ("allot: first_come", "allot: lottery", "slots are booked by who comes first"),
        ("use: slots", "use: places", "places are given in rounds"),
        ("unit: seat", "unit: seat\ncondition: 身高 > 3\ncondition_words: 高", "身高"),
        ("unit: seat", "unit: seat\ncondition: 年龄 > 3", "condition_words"),
        ("unit: seat", "unit: seat\nrule: no-such-rule", "rule no-such-rule is unknown"),
        ("unit: seat", "unit: seat\nrequirements: [R999]", "requirement R999 is unknown"),
        ("unit: seat", "unit: seat\nno_show: 停约三次", "no_show_source"),
        (
            "unit: seat",
            "unit: seat\npriority:\n  - {id: a, name: 甲, within: 年龄, source: plan-2021, verification: unverified}",
            "division code",
        ),
        (
            "unit: seat",
            "unit: seat\npriority:\n  - {id: a, name: 甲, source: nowhere, verification: unverified}",
            "source nowhere is unknown",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(copy, old, new, said):
    assert any(said in message for message in found(copy, ROW.replace(old, new)))
