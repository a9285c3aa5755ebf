"""The library of employment policies: one list, its standards, what may be held together, and no contradiction."""

from __future__ import annotations

import shutil

import pytest
from click.testing import CliRunner

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from zhaohui.cli.main import zhaohui

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R006")
def test_employment_policies_stand_in_one_list_and_contradictions_are_refused(client, tmp_path):
    page = read(client.get("/lists/employment/")).text
    row = next(each for each in the_pack().benefit_lists if each.id == "employment")
    for rule in map(the_pack().rule, row.rules):
        assert rule.name in page
    one, other = [rule.name for rule in map(the_pack().rule, row.rules) if rule.amount][:2]
    assert f"{one}、{other}" in page
    assert "没有读到规定的" in page

    folder = tmp_path / "pack"
    shutil.copytree(the_pack().folder, folder)
    rule = next(rule for rule in the_pack().rules if rule.excludes)
    line = f"{rule.id},together,{rule.excludes[0]},,plan-2021,unverified,\n"
    relations = folder / "catalog" / "relations.csv"
    relations.write_text(relations.read_text() + line)
    result = CliRunner().invoke(zhaohui, ["pack", "check", str(folder)])
    assert "a rule excludes it" in result.output
    assert ": 1 errors" in result.output
