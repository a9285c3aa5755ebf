"""The navigation marks the room that a page belongs to, and home says what each room is for."""

import pytest
from django.urls import reverse

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
