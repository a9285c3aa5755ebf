"""领域: what a domain's home counts is what its lists show, in the officer's reach and no further."""

import re

import pytest
from django.test import Client

from tests.county.schedules.duties import about, planned
from tests.county.signals.watching import CODE, NIGHT
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.models import Person
from zhaohui.county.schedules.models import Duty
from zhaohui.county.signals.actions.run_signals import run_signals
from zhaohui.county.signals.models import Alert

HOME = "/office/domains/"


@pytest.fixture
def elder(county):
    person = Person.objects.exclude(village=None).order_by("pk").first()
    about(person, days_ago=400)
    planned()
    return person


def signed_in(post, area, department="模拟单位"):
    client = Client()
    client.force_login(
        officer(post, area, name=f"{post}-{area}-{department}", department=department)
    )
    return client


@pytest.fixture
def town(elder):
    return signed_in("town-officer", elder.village[:9])


def linked(page, part):
    """Every number of a page that leads to a list whose address holds `part`: (address, number)."""
    return [
        (href.replace("&amp;", "&"), int(n.replace(",", "")))
        for href, n in re.findall(r'<a href="([^"#]+)">([\d,]+)<', page.html)
        if part in href
    ]


def listed(client, href):
    """How many the list at an address says that it holds."""
    return int(re.search(r"共 ([\d,]+) 条", read(client.get(href)).text)[1].replace(",", ""))


def test_each_number_of_duties_is_what_its_list_holds(town):
    page = read(town.get(f"{HOME}elderly/"))
    numbers = linked(page, "/office/duties/")
    assert numbers
    for href, n in numbers:
        assert listed(town, href) == n, href


def test_a_neighbour_sees_none_of_them(town, elder):
    other = next(row.code for row in current_pack().towns if row.code != elder.village[:9])
    Duty.objects.exclude(area__startswith=elder.village[:9]).delete()
    page = read(signed_in("town-officer", other).get(f"{HOME}elderly/"))
    assert not linked(page, "/office/duties/")


def test_alerts_count_as_their_lists_do_and_other_departments_are_not_nought(county):
    run_signals(NIGHT, only=["insurance-lapsed", "urgent-hardship"])
    named = {row.id: row for row in current_pack().signals}
    signal = named["insurance-lapsed"]
    code = next(row.code for row in current_pack().domains if row.domain == signal.domain)
    mine = signed_in("department-officer", CODE, signal.department)
    numbers = linked(read(mine.get(f"{HOME}{code}/")), "turn=open")
    assert numbers == [
        (
            "/office/alerts/?signal=insurance-lapsed&turn=open",
            Alert.objects.filter(signal=signal.id).count(),
        )
    ]
    assert listed(mine, numbers[0][0]) == numbers[0][1]
    other = next(row.department for row in named.values() if row.department != signal.department)
    page = read(signed_in("department-officer", CODE, other).get(f"{HOME}{code}/"))
    row = page.text[page.text.index(signal.name) :][:60]
    assert "—" in row


def test_the_overview_says_what_each_domain_says(town):
    page = read(town.get(HOME))
    codes = [row.code for row in current_pack().domains]
    for code in codes:
        assert f"{HOME}{code}/" in page.html
    numbers = dict(linked_parts(page))
    duties = sum(n for _href, n in linked(read(town.get(f"{HOME}elderly/")), "/office/duties/"))
    assert numbers[f"{HOME}elderly/#duties"] == duties > 0


def linked_parts(page):
    """Numbers that lead to a part of a page: (address with its part, number)."""
    found = re.findall(r'<a href="([^"]+#[^"]+)">([\d,]+)<', page.html)
    return [(href, int(n.replace(",", ""))) for href, n in found]


def test_the_plan_stands_beside_it_with_what_nobody_reported(town):
    page = read(town.get(f"{HOME}elderly/"))
    plan = current_pack().plan()
    measures = [row for row in plan.indicators if row.domain == "养老"]
    assert measures
    for row in measures:
        assert row.name in page.text
    assert "无数据" in page.text
    declared = next(row.declared for row in plan.domains if row.domain == "养老")
    assert f"承诺 {declared} 项服务" in page.text


def test_a_post_that_reads_little_is_shown_that_it_is_so(county):
    page = read(signed_in("auditor", CODE).get(HOME))
    assert "—" in page.text


def test_an_unknown_domain_is_not_found(town):
    assert town.get(f"{HOME}weather/").status_code == 404


def test_both_pages_ask_a_few_queries(town, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        town.get(f"{HOME}assistance/")
    with django_assert_max_num_queries(24):
        town.get(HOME)
