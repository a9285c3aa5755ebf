"""The office's own pages: home, results, trace, pack; each within the officer's reach."""

from __future__ import annotations

import json

import pytest

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.clock import county_today
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.entitlements.actions.run_sweep import run_sweep
from zhaohui.county.entitlements.models import Cell, VillageCell
from zhaohui.county.registry.models import Person
from zhaohui.packs.aged import aged

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COUNTY = the_pack().code


@pytest.fixture
def swept(county):
    return run_sweep(current_pack(), current_rulebook(), as_of=county_today())


@pytest.fixture
def as_(client):
    def signed_in(post, area=COUNTY, **words):
        client.force_login(officer(post, area, **words))
        return client

    return signed_in


def listed():
    """A rule, status and person of the findings, who lives in a known village."""
    cell = VillageCell.objects.filter(yes__gt=0, village__isnull=False).order_by("pk").first()
    return cell.rule, cell.village


def test_home_teaches_what_will_stand_there(as_, county):
    page = read(as_("reviewer").get("/office/"))
    assert "还没有做过全员比对" in page.text
    assert "同事提交的参数补填会出现在这里" in page.text
    assert "复核岗" in page.text
    assert page.inline == []
    assert page.unclosed == []


def test_home_counts_from_the_village_to_the_county(as_, swept):
    village = Person.objects.exclude(village=None).values_list("village", flat=True).first()
    unknown = sum(VillageCell.objects.filter(village=village).values_list("unknown", flat=True))
    page = read(as_("village-worker", village).get("/office/"))
    assert f"{unknown:,} 辖区内还缺信息的比对结果" in page.text
    assert "模拟数据" in page.text
    assert "/office/findings/" in page.links
    assert "/office/exports/" not in page.links


def test_the_navigation_shows_what_the_policy_opens(as_, county):
    leader = read(as_("leader").get("/office/"))
    assert "/office/findings/" in leader.links
    assert "/office/people/" not in leader.links
    auditor = read(as_("auditor").get("/office/"))
    assert "/office/findings/" not in auditor.links


def test_villages_add_up_to_the_towns(swept):
    for cell in Cell.objects.filter(run=swept.run):
        villages = VillageCell.objects.filter(rule=cell.rule, town=cell.town or None)
        assert sum(villages.values_list(cell.status, flat=True)) == cell.subjects


def test_results_add_up_within_reach(as_, swept):
    rule, village = listed()
    page = read(as_("leader").get(f"/office/findings/{rule}/"))
    yes = sum(VillageCell.objects.filter(rule=rule).values_list("yes", flat=True))
    assert f"符合 {yes:,}" in page.text
    assert "<svg" in page.html
    assert "people/?status" not in page.html  # a leader sees counts, no person
    town = read(as_("town-officer", village[:9]).get(f"/office/findings/{rule}/"))
    own = VillageCell.objects.filter(rule=rule, town=village[:9])
    assert f"合计 {sum(own.values_list('yes', flat=True)):,}" in town.text
    assert "people/?status" in town.html
    assert all(
        other.name not in town.text for other in the_pack().towns if other.code != village[:9]
    )


def test_a_neighbours_town_is_not_there(as_, swept):
    rule, village = listed()
    neighbour = next(town.code for town in the_pack().towns if town.code != village[:9])
    client = as_("town-officer", neighbour)
    assert client.get(f"/office/findings/{rule}/?town={village[:9]}").status_code == 404
    page = read(client.get(f"/office/findings/{rule}/people/?status=yes&area={village}"))
    assert "这里没有人" in page.text
    assert not Entry.objects.exists()


def test_the_people_behind_a_count(as_, swept):
    rule, village = listed()
    client = as_("village-worker", village)
    page = read(client.get(f"/office/findings/{rule}/people/?status=yes&area={village}"))
    count = VillageCell.objects.get(rule=rule, village=village).yes
    people = [
        link for link in page.links if link.endswith(f"/findings/{rule}/") and "people" in link
    ]
    assert len(people) == count
    told = Entry.objects.get()
    assert told.action == "finding.list"
    ids = {int(link.split("/")[3]) for link in people}
    assert set(json.loads(told.people)) == ids
    neighbour = officer("village-worker", other_village(village), name="neighbour")
    client.force_login(neighbour)
    assert client.get(people[0]).status_code == 404


def other_village(code):
    return next(row.code for row in the_pack().villages if row.code != code)


def test_a_long_list_is_paged_without_loss(as_, swept, monkeypatch):
    from zhaohui.county.entitlements import findings_list

    monkeypatch.setattr(findings_list, "PAGE_ROWS", 7)
    client = as_("department-officer")
    rule = VillageCell.objects.filter(yes__gt=1).order_by("-yes").first().rule
    address, seen = f"/office/findings/{rule}/people/?status=yes", []
    while address:
        page = read(client.get(address))
        seen += [link for link in page.links if link.endswith(f"/findings/{rule}/")]
        following = [link for link in page.links if "after=" in link]
        address = f"/office/findings/{rule}/people/{following[-1]}" if following else ""
    seen = [link for link in seen if "/people/" in link]
    assert len(seen) == sum(VillageCell.objects.filter(rule=rule).values_list("yes", flat=True))
    if the_pack().rule(rule).subject == "person":
        assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("query", ["?status=no", "?after=1", "?after=x-1-1", "?after=1-2-3-4"])
def test_addresses_that_nobody_was_given(as_, swept, query):
    rule, _ = listed()
    assert (
        as_("department-officer").get(f"/office/findings/{rule}/people/{query}").status_code == 404
    )


def test_before_the_first_sweep(as_, county):
    page = read(as_("leader").get("/office/findings/"))
    assert "还没有做过全员比对" in page.text
    rule = the_pack().rules[0].id
    assert (
        "还没有做过全员比对" in read(as_("leader", name="l2").get(f"/office/findings/{rule}/")).text
    )
    assert as_("leader", name="l3").get("/office/findings/no-such/").status_code == 404


def test_every_rule_has_a_trace_in_words(as_, swept):
    client = as_("department-officer")
    for rule in the_pack().rules:
        response = client.get(f"/office/people/1/findings/{rule.id}/")
        assert response.status_code == 200
        page = read(response)
        assert rule.name in page.text
        assert page.inline == []
        assert page.unclosed == []
    told = Entry.objects.order_by("seq").first()
    assert (told.action, told.subject_kind, told.subject_id) == ("finding.read", "person", "1")
    assert told.purpose
    assert told.fields != "[]"


def test_a_trace_is_read_within_reach_only(as_, swept):
    village = Person.objects.get(pk=1).village
    away = next(row.code for row in the_pack().towns if not (village or "").startswith(row.code))
    rule = the_pack().rules[0].id
    assert as_("town-officer", away).get(f"/office/people/1/findings/{rule}/").status_code == 404
    assert as_("leader", name="l").get(f"/office/people/1/findings/{rule}/").status_code == 404
    assert not Entry.objects.exists()
    assert (
        as_("department-officer", name="d").get("/office/people/1/findings/no/").status_code == 404
    )


def test_the_pack_every_gap_with_who_fills_it(as_, county):
    from zhaohui.packs import gaps

    client = as_("window-clerk", the_pack().towns[0].code)
    missing = gaps(the_pack())
    shown = "".join(
        client.get(f"/office/pack/?gap=on&page={n}").content.decode()
        for n in range(1, 2 + len(missing) // 40)
    )
    for gap in missing:
        assert gap.place in shown
    page = read(client.get("/office/pack/?q=低保低限&mark=verified"))
    assert "低保低限" in page.text
    assert page.inline == []
    assert "没有符合条件的条目" in read(client.get("/office/pack/?q=没有这样的词")).text


def test_a_source_and_what_cites_it(as_, county):
    client = as_("leader")
    source = the_pack().source(the_pack().rules[0].citations[0].source)
    page = read(client.get(f"/office/pack/sources/{source.source_id}/"))
    assert source.title in page.text
    assert the_pack().rules[0].place in page.text
    assert client.get("/office/pack/sources/none/").status_code == 404
    assert (
        f"/office/pack/sources/{source.source_id}/"
        in read(client.get("/office/pack/sources/")).links
    )


def test_results_ask_few_queries(as_, swept, django_assert_max_num_queries):
    client = as_("leader")
    rule, _ = listed()
    with django_assert_max_num_queries(8):
        client.get("/office/findings/")
    with django_assert_max_num_queries(8):
        client.get(f"/office/findings/{rule}/")


def test_figures_that_may_have_changed_are_listed_by_department(as_, county):
    client = as_("leader")
    old = aged(current_pack(), county_today())
    page = read(client.get("/office/pack/?expired=on&department=民政"))
    mine = [each for each in old if each.department == "民政"]
    assert mine
    for each in old:
        assert (f"· {each.place} " in page.text) == (each in mine), each
