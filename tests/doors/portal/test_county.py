"""The county page on cells of a published run."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.doors.portal.pages import read
from zhaohui.county.catalog.models import PackVersion
from zhaohui.county.entitlements.models import Cell, CurrentSweep, SweepRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(pack):
    version = PackVersion.objects.create(code=pack.code, name=pack.name, content_hash=pack.version)
    run = SweepRun.objects.create(
        as_of=dt.date(2026, 11, 1),
        pack=version,
        snapshot_hash="s",
        findings_hash="f",
        persons=1300,
        households=400,
        seconds=0.1,
        peak_mb=1,
        is_synthetic=True,
    )
    paid = next(rule for rule in pack.rules if rule.amount)
    for number, town in enumerate(pack.towns[:-1], 1):
        for status, subjects, fen in (
            ("yes", number, number * 1050),
            ("unknown", 2, None),
            ("no", 97 - number, None),
        ):
            Cell.objects.create(
                run=run,
                rule=paid.id,
                town=town.code,
                status=status,
                subjects=subjects,
                amount_fen=fen,
            )
    CurrentSweep.objects.create(run=run)
    return run, paid


def test_before_the_first_sweep_the_page_says_so(client):
    assert "还没有算过全区的结果" in read(client.get("/county/")).text


def test_table_map_and_label_agree_with_the_cells(client, pack, run):
    _, rule = run
    page = read(client.get("/county/"))
    text = page.text
    assert rule.name in text
    assert "模拟数据" in text
    assert "2026年11月1日" in text
    towns = len(pack.towns)
    total = sum(range(1, towns))
    assert f"合计 {total:,}" in text
    fen = total * 1050
    assert f"¥{fen // 100:,}.{fen % 100:02d}" in text
    assert page.html.count('<path class="cell ') == towns
    assert page.html.count('class="cell cell-0"') == 1  # the town without cells
    for town in pack.towns:
        assert f">{town.name}</text>" in page.html
    assert "示意分区" in text
    assert pack.attribution.outline.credit in text  # CC BY: who made it, and what was changed
    assert pack.attribution.outline.changes in text
    assert page.inline == []


def test_the_number_of_queries_does_not_grow(client, run, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        client.get("/county/")


def test_an_unknown_rule_is_not_found(client, run):
    assert client.get("/county/", {"rule": "nothing"}).status_code == 404
    assert client.get("/county/", {"rule": run[1].id}).status_code == 200
