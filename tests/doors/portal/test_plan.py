import re

import pytest
from django.conf import settings

from tests.doors.portal.pages import read

pytestmark = pytest.mark.django_db


def test_indicators_stand_beside_the_nation_s(client, pack):
    plan = pack.plan()
    text = read(client.get("/plan/?part=indicators")).text
    wider = {row.county_indicator: row for other in pack.wider_plans for row in other.indicators}
    assert plan.indicators
    for row in plan.indicators:
        start = text.index(row.name)
        line = text[start : start + 200]
        assert row.target_raw in line
        if row.id in wider:
            assert wider[row.id].target_raw in line
        assert f"第 {row.line} 行" in line


def test_promises_of_an_ended_plan_are_never_on_course(client, pack):
    html = client.get("/plan/?part=promises").content.decode()
    assert "规划期已于" in html
    assert "按进度" not in html
    for row in (*pack.plan().commitments, *pack.plan().project_targets):
        assert (row.paraphrase or row.quote).split("“")[0][:8] in html
    for row in pack.plan().indicators:
        assert row.name in html


def test_projects_show_every_target(client, pack):
    text = read(client.get("/plan/?part=projects")).text
    for project in pack.plan().projects:
        assert project.title in text
    for target in pack.plan().project_targets:
        assert "".join((target.paraphrase or target.quote).split()) in "".join(text.split())


def test_contradictions_show_both_places(client, pack):
    text = read(client.get("/plan/?part=conflicts")).text
    for row in pack.plan().inconsistencies:
        assert row.topic in text
        assert row.why in text


def test_several_plans_can_be_chosen(client, pack):
    links = read(client.get("/plan/")).links
    for plan in pack.all_plans:
        assert f"/plan/{plan.id}/" in links


@pytest.fixture
def stored_plan(pack):
    plan = pack.plan()
    folder = settings.DATA_DIR / "plans"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{plan.id}.txt"
    path.write_text("\n".join(f"原文第{n}行" for n in range(1, plan.manifest.lines + 1)), "utf-8")
    yield plan
    path.unlink()


def test_without_the_text_lines_are_named_but_lead_nowhere(client):
    page = read(client.get("/plan/"))
    assert not [link for link in page.links if link.startswith("#L")]


@pytest.mark.parametrize("part", ["indicators", "promises", "projects", "conflicts"])
def test_each_fact_leads_to_its_line_of_the_stored_text(client, stored_plan, part):
    page = read(client.get("/plan/", {"part": part}))
    targets = {link.removeprefix("#") for link in page.links if re.fullmatch(r"#L\d+", link)}
    assert targets
    assert targets <= set(page.ids)
    assert f"原文第{stored_plan.chapters[0].line}行" in page.text
