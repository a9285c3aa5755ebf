import datetime as dt

import pytest

from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.plans.living import SIGNS, by_chapter, sign_counts, statements

TODAY = dt.date(2026, 6, 1)


@pytest.fixture(scope="module")
def pack():
    return current_pack()


@pytest.fixture(scope="module")
def rows(pack):
    return statements(pack, pack.plan(), TODAY, {})


def test_every_promise_is_one_statement(pack, rows):
    plan = pack.plan()
    promised = [r for r in plan.commitments if r.kind.startswith(("目标", "承诺"))]
    wanted = [r.id for r in (*plan.indicators, *promised, *plan.project_targets)]
    assert sorted(row.id for row in rows) == sorted(wanted)
    assert all(row.text and row.line for row in rows)


def test_each_statement_stands_in_the_chapter_of_its_line(pack, rows):
    headings = {row.line: row for row in pack.plan().chapters}
    for row in rows:
        before = [line for line in headings if line <= row.line]
        heading = headings[max(before)]
        assert heading in (row.chapter, row.section)


def test_chapters_keep_every_statement_once_and_in_order(pack, rows):
    chapters = by_chapter(pack.plan(), rows)
    kept = [row for chapter in chapters for _, group in chapter.sections for row in group]
    assert kept == sorted(rows, key=lambda row: row.line)
    titles = [row.title for row in pack.plan().chapters if row.level == 1]
    assert [c.heading.title for c in chapters if c.heading] == titles
    assert sum(sum(c.counts.values()) for c in chapters) == len(rows)


def test_an_open_contradiction_is_the_sign_and_a_decision_lifts_it(pack, rows):
    plan = pack.plan()
    contradictory = {row.id for row in rows if row.sign == "contradictory"}
    linked = {link.promise for link in plan.links if link.relation == "contradiction"}
    assert contradictory == linked
    decided = {row.id: object() for row in plan.inconsistencies}
    after = statements(pack, plan, TODAY, decided)
    assert not [row for row in after if row.sign == "contradictory"]
    assert [row.id for row in after if row.conflicts] == [row.id for row in rows if row.conflicts]


def test_a_remark_never_makes_a_contradiction(rows):
    only_remarks = [r for r in rows if r.conflicts and not r.open_conflicts]
    assert only_remarks
    assert all(row.sign != "contradictory" for row in only_remarks)


def test_after_the_period_nothing_is_on_course(rows):
    counts = sign_counts(rows)
    assert set(counts) == set(SIGNS)
    assert counts["on_course"] == 0
    assert sum(counts.values()) == len(rows)
