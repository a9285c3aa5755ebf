"""Pages of a list: each row once, in order, forward and back; one query a page, one for the count."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhaohui.county.lists.page import read_page
from zhaohui.county.lists.state import Cursor, read_state
from zhaohui.county.registry.models import Person
from zhaohui.county.registry.people_list import PEOPLE

pytestmark = pytest.mark.django_db
SMALL = replace(PEOPLE, page_size=7)
ORDERS = ["", "-place", "age", "-age"]


def walk(actor, query=None, spec=SMALL):
    """Every page from the first to the last."""
    state = read_state(spec, query or {})
    pages = [read_page(spec, actor, state)]
    while pages[-1].following:
        pages.append(read_page(spec, actor, replace(state, cursor=pages[-1].following)))
        assert len(pages) < 100
    return state, pages


def ids(page):
    return [row["pk"] for row in page.rows]


def without_some_values():
    Person.objects.filter(pk__in=range(1, 12)).update(birth_date=None)
    Person.objects.filter(pk__in=range(20, 29)).update(village=None)
    Person.objects.filter(pk__in=range(30, 40)).update(village=None, town=None)


@pytest.mark.parametrize("order", ORDERS)
def test_each_row_comes_once_in_order_those_without_a_value_last(everywhere, order):
    without_some_values()
    _state, pages = walk(everywhere, {"sort": order})
    rows = [row for page in pages for row in page.rows]
    assert sorted(row["pk"] for row in rows) == sorted(Person.objects.values_list("pk", flat=True))
    key = "birth_date" if "age" in order else "place"
    values = [row[key] for row in rows]
    known = [value for value in values if value is not None]
    assert values == known + [None] * (len(values) - len(known))
    downward = order in ("-place", "age")
    assert known == sorted(known, reverse=downward)


@pytest.mark.parametrize("order", ORDERS)
def test_the_way_back_shows_the_same_pages(everywhere, order):
    without_some_values()
    state, pages = walk(everywhere, {"sort": order})
    place = len(pages) - 1
    page = pages[-1]
    while page.previous:
        page = read_page(SMALL, everywhere, replace(state, cursor=page.previous))
        place -= 1
        assert ids(page) == ids(pages[place])
    assert place == 0


def test_rows_added_before_and_after_move_nothing(everywhere):
    state, pages = walk(everywhere)
    second = read_page(SMALL, everywhere, replace(state, cursor=pages[0].following))
    template = Person.objects.get(pk=ids(pages[0])[3])
    template.pk, template.identity_index = None, None
    template.save(force_insert=True)
    again = read_page(SMALL, everywhere, replace(state, cursor=pages[0].following))
    assert ids(again) == ids(second)


def test_a_page_is_one_query_and_the_count_another(everywhere):
    state, pages = walk(everywhere)
    for cursor in (None, pages[0].following, pages[2].previous):
        with CaptureQueriesContext(connection) as queries:
            read_page(SMALL, everywhere, replace(state, cursor=cursor))
        assert len(queries) == 2
        assert "OFFSET" not in "".join(each["sql"] for each in queries)


def test_the_count_stops_at_the_cap(everywhere):
    page = read_page(replace(SMALL, count_cap=50), everywhere, read_state(SMALL, {}))
    assert (page.count, page.is_capped) == (50, True)
    page = read_page(replace(SMALL, count_cap=500), everywhere, read_state(SMALL, {}))
    assert (page.count, page.is_capped) == (Person.objects.count(), False)


def test_only_the_own_area_is_listed(in_town, towns):
    _state, pages = walk(in_town)
    own = Person.objects.filter(town=towns[0])
    assert sorted(pk for page in pages for pk in ids(page)) == sorted(
        own.values_list("pk", flat=True)
    )


def test_where_the_village_is_unknown_the_town_decides(in_town, towns):
    person = Person.objects.filter(town=towns[0]).first()
    Person.objects.filter(pk=person.pk).update(village=None)
    _state, pages = walk(in_town)
    assert person.pk in [pk for page in pages for pk in ids(page)]


@pytest.mark.parametrize("is_backward", [False, True])
def test_the_place_of_a_neighbour_tells_nothing(in_town, towns, is_backward):
    """A cursor at somebody out of reach would else say who is older than she."""
    stranger = Person.objects.filter(town=towns[1], birth_date__isnull=False).first()
    cursor = Cursor(pk=stranger.pk, is_backward=is_backward)
    page = read_page(SMALL, in_town, replace(read_state(SMALL, {"sort": "age"}), cursor=cursor))
    assert page.rows == []
    assert page.is_lost


def test_a_cursor_holds_a_key_and_nothing_else(everywhere):
    state, pages = walk(everywhere, {"sort": "age"})
    assert state.query(cursor=pages[0].following) == f"sort=age&after={ids(pages[0])[-1]}"


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ({"sex": "女"}, {"sex": "女"}),
        ({"dibao": "yes"}, {"living__dibao": True}),
        ({"dibao": "unknown"}, {"living__dibao": None}),
        ({"disability": "no"}, {"has_disability_certificate": False}),
        ({"away": "yes", "sex": "男"}, {"works_away": True, "sex": "男"}),
    ],
)
def test_filters_ask_for_what_they_say(everywhere, query, condition):
    _state, pages = walk(everywhere, query)
    wanted = {
        f"{name}__isnull" if value is None else name: True if value is None else value
        for name, value in condition.items()
    }
    expected = Person.objects.filter(**wanted).values_list("pk", flat=True)
    assert sorted(pk for page in pages for pk in ids(page)) == sorted(expected)
    assert expected


def test_a_town_and_one_of_its_villages(everywhere, towns):
    _state, pages = walk(everywhere, {"area": towns[0]})
    assert sum(len(page.rows) for page in pages) == Person.objects.filter(town=towns[0]).count()
    village = Person.objects.filter(town=towns[0]).values_list("village", flat=True)[0]
    _state, pages = walk(everywhere, {"area": village})
    assert {row["village"] for page in pages for row in page.rows} == {village}
