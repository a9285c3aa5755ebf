"""Each order and each common filter of the list of people walks an index and sorts nothing."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhaohui.county.lists.page import find_rows, read_page
from zhaohui.county.lists.state import read_state
from zhaohui.county.registry.people_list import PEOPLE

pytestmark = pytest.mark.django_db


def plans(read):
    """The plans of the statements about people, as text."""
    with CaptureQueriesContext(connection) as queries:
        read()
    found = []
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a small table is not worth an index
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        for query in queries:
            if 'FROM "registry_person"' in query["sql"]:
                cursor.execute(f"{explain} {query['sql']}")
                found.append(" ".join(str(row[-1]) for row in cursor.fetchall()))
    return found


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({}, "person_place"),
        ({"sort": "-place"}, "person_place"),
        ({"sort": "age"}, "person_birth_date"),
        ({"sort": "-age"}, "person_birth_date"),
        ({"sort": "age", "age_from": "60", "age_to": "69"}, "person_birth_date"),
        ({"sex": "女"}, "person_place"),
        ({"dibao": "yes"}, "person_place"),
        ({"tekun": "yes", "away": "no"}, "person_place"),
        ({"sex": "女", "after": "40"}, "person_place"),
        ({"sort": "age", "after": "40"}, "person_birth_date"),
    ],
)
def test_the_page_walks_the_index_of_its_order(everywhere, query, index):
    first = plans(lambda: read_page(PEOPLE, everywhere, read_state(PEOPLE, query)))[0]
    assert index in first
    assert "TEMP B-TREE" not in first
    assert "Sort" not in first


small_table = pytest.mark.skipif(
    "postgresql" in settings.DATABASES["default"]["ENGINE"],
    reason="PostgreSQL chooses by the number of rows: a small table's plan tells nothing",
)


@small_table
@pytest.mark.parametrize("query", [{}, {"sex": "女"}, {"dibao": "yes"}, {"age_from": "80"}])
def test_a_town_is_a_range_of_the_index(in_town, query):
    for plan in plans(lambda: read_page(PEOPLE, in_town, read_state(PEOPLE, query))):
        assert "person_place" in plan
        assert "SCAN registry_person" not in plan


@small_table
def test_a_number_is_found_by_its_index(everywhere):
    plan = plans(lambda: find_rows(PEOPLE, everywhere, "10000000001"))[-1]  # after the keys
    assert "person_phone" in plan


@small_table
def test_a_name_is_found_by_its_index(everywhere):
    [plan] = plans(lambda: find_rows(PEOPLE, everywhere, "模拟"))
    assert "person_name" in plan
