"""The navigation marks the room that a page belongs to, and home says what each room is for."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.county.signals.watching import CODE, TOWN
from tests.doors.portal.pages import read
from tests.people import officer
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.office.navigation import ENTRIES, room_of
from zhaohui.doors.office.rooms import NOTES

HREFS = [reverse(name) for name, _label, _actions in ENTRIES]


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/office/", "office:home"),
        ("/office/people/3/household/", "office:people"),
        ("/office/people/3/findings/", "office:people"),
        ("/office/people/3/findings/dibao-rural/", "office:findings"),
        ("/office/lists/people/preview/", "office:people"),
        ("/office/purpose/", "office:people"),
        ("/office/proposals/4/", "office:parameters"),
        ("/office/pack/sources/x/", "office:pack"),
    ],
)
def test_a_page_lies_in_one_room(path, room):
    assert room_of(path, HREFS) == reverse(room)


def test_a_page_of_no_room_marks_none():
    assert room_of("/accounts/2fa/", HREFS) == ""


def test_every_room_says_what_it_is_for():
    assert {name for name, _label, _actions in ENTRIES} - {"office:home"} == set(NOTES)


LINES = re.compile(r'<li><a href="([^"]+)"(?: aria-current="(\w+)")?>([^<]+)</a></li>')


def visit(post, path):
    area = TOWN if post in ("town-officer", "village-worker", "window-clerk") else CODE
    client = Client()
    client.force_login(officer(post, area))
    return read(client.get(path))


def test_who_may_open_much_sees_groups_and_the_rooms_beside(county):
    nav = visit("department-officer", "/office/alerts/").html.split("</nav>")[0]
    found = LINES.findall(nav)
    assert len(found) < len(ENTRIES) / 2
    marked = [(kind, label) for _href, kind, label in found if kind]
    assert marked == [("true", "工单和预警"), ("page", "预警")]


def test_who_may_open_little_sees_all_of_it_in_one_line(county):
    nav = visit("auditor", "/office/audit/").html.split("</nav>")[0]
    assert "rooms-beside" not in nav
    assert [(kind, label) for _href, kind, label in LINES.findall(nav) if kind] == [
        ("page", "审计记录")
    ]


@pytest.mark.parametrize("post", ["leader", "department-officer", "village-worker", "auditor"])
def test_every_group_leads_to_a_page_that_opens(county, post):
    home = visit(post, "/office/").html
    assert len(LINES.findall(home.split("</nav>")[0])) > 1
    names = {grant.action for grant in current_pack().policy if grant.post == post}
    for name, _label, actions in ENTRIES:
        is_named = f'href="{reverse(name)}"' in home
        assert is_named == bool(names & set(actions)), name
