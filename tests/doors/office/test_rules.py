"""Every rule is read as sentences and tables; its cases are run on the page; figures are changed from there."""

import pytest

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.actions.run_sweep import run_sweep
from zhaohui.county.entitlements.case_runs import case_changes, case_runs
from zhaohui.county.entitlements.models import VillageCell
from zhaohui.doors.portal.county_page import domain_of
from zhaohui.packs import rulebook

pytestmark = [pytest.mark.django_db]
COUNTY = the_pack().code


@pytest.fixture
def reader(client, county):
    client.force_login(officer("leader", COUNTY, name="leader"))
    return client


def test_the_list_leads_to_every_rule(reader):
    page = read(reader.get("/office/rules/"))
    for rule in the_pack().rules:
        assert f"/office/rules/{rule.id}/" in page.links
    assert page.inline == []
    assert page.unclosed == []
    assert f"{len(the_pack().rules)} 条规则" in page.text


def test_a_field_alone(reader):
    def shown(domain):
        links = read(reader.get(f"/office/rules/?domain={domain}")).links
        return {link.split("/")[-2] for link in links if link.startswith("/office/rules/")}

    named = next(domain_of(the_pack(), row) for row in the_pack().rules)
    mine = {row.id for row in the_pack().rules if domain_of(the_pack(), row) == named}
    assert shown(named) - {"rules"} == mine
    assert shown("没有这一项") - {"rules"} == {row.id for row in the_pack().rules}


@pytest.mark.slow
def test_every_rule_has_its_page(reader):
    for rule in the_pack().rules:
        page = read(reader.get(f"/office/rules/{rule.id}/"))
        assert rule.conditions[0].yes in page.text
        assert page.inline == []
        assert page.unclosed == []
        for case in rule.cases:
            assert case.name in page.text
    assert reader.get("/office/rules/no-such/").status_code == 404


def test_cases_are_run_and_agree(reader):
    page = read(reader.get("/office/rules/old-age-allowance/"))
    assert "案例刚才都算了一遍：都对" in page.text
    assert "年满80周岁" in page.text
    assert "按“年龄”分档查“高龄津贴标准”" in page.text
    assert "改这个标准" not in page.text  # a leader reads


def test_a_case_that_no_longer_agrees_is_said_so():
    pack = the_pack()
    rule = pack.rule("old-age-allowance")
    case = next(case for case in rule.cases if case.expect.amount_fen)
    wrong = case.model_copy(update={"expect": case.expect.model_copy(update={"amount_fen": 1})})
    (run,) = case_runs(pack, rulebook(pack), rule.model_copy(update={"cases": (wrong,)}))
    assert not run.agrees
    assert run.expected != run.got


def test_the_same_pack_changes_no_case():
    assert case_changes(the_pack(), the_pack(), the_pack().rules[:20], county_today()) == []


def test_whoever_may_propose_finds_the_way(client, county):
    client.force_login(officer("department-officer", COUNTY, name="p", department="模拟民政局"))
    page = read(client.get("/office/rules/old-age-allowance/"))
    form = next(link for link in page.links if "propose/?base=now" in link)
    assert client.get(form).status_code == 200


@pytest.mark.slow
def test_the_last_sweep_is_counted_within_reach(reader):
    run_sweep(current_pack(), current_rulebook(), as_of=county_today())
    yes = sum(VillageCell.objects.filter(rule="old-age-allowance").values_list("yes", flat=True))
    assert f"符合 {yes}，" in read(reader.get("/office/rules/old-age-allowance/")).text
