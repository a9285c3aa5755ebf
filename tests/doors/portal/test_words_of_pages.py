"""Days and moments by the county's clock; sums that are not known are not written as ¥0.00."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from zhaohui.clock import county_day
from zhaohui.doors.portal.templatetags.portal import day, moment, summed

LATE = dt.datetime(2025, 2, 28, 16, 5, tzinfo=dt.UTC)  # five past midnight in the county


def test_an_evening_of_utc_is_the_next_day_in_the_county():
    assert day(LATE) == "2025年3月1日"
    assert moment(LATE) == "2025年3月1日 00:05"
    assert county_day(LATE) == dt.date(2025, 3, 1)
    assert day(LATE.date()) == "2025年2月28日"
    with translation.override("en"):
        assert moment(LATE) == "1 March 2025, 00:05"


@pytest.mark.parametrize(
    ("yes", "amount_fen", "words"),
    [(0, 0, "—"), (3, 0, "还算不出"), (3, 12_345, "¥123.45")],
)
def test_a_sum_of_unknown_amounts_is_not_nought(yes, amount_fen, words):
    assert summed(SimpleNamespace(yes=yes, amount_fen=amount_fen)) == words


@pytest.mark.parametrize(
    ("referer", "found"),
    [
        ("http://testserver/office/people/?sex=x", "/office/people/?sex=x"),
        ("http://testserver/here/", ""),
        ("https://elsewhere.example/office/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_an_error_page_leads_back_only_within_the_site(referer, found):
    request = RequestFactory().post("/here/", headers={"referer": referer})
    template = Template("{% load portal %}{% page_before as before %}{{ before }}")
    assert template.render(Context({"request": request})) == found
