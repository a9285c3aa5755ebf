"""Columns enter a table in chunks; later rows get ids above the given ones."""

import pytest
from django.db import connection

from zhaohui.county.bulk_rows import CHUNK_ROWS, insert_columns, renew_statistics
from zhaohui.county.places.models import Organisation

pytestmark = pytest.mark.django_db


def columns(first, count):
    ids = range(first, first + count)
    same = [["模拟单位"] * count, ["企业"] * count, [True] * count]
    named = zip(("name", "kind", "is_synthetic"), same, strict=True)
    return {"id": ids, "credit_code": [f"{number:018d}" for number in ids], **dict(named)}


def test_more_than_one_chunk_with_progress():
    seen = []
    assert (
        insert_columns(Organisation, columns(1, CHUNK_ROWS + 5), progress=seen.append)
        == CHUNK_ROWS + 5
    )
    assert seen == [CHUNK_ROWS, CHUNK_ROWS + 5]
    assert Organisation.objects.count() == CHUNK_ROWS + 5


def test_later_rows_get_higher_ids():
    insert_columns(Organisation, columns(70, 3))
    later = Organisation.objects.create(
        credit_code="x", name="模拟单位", kind="企业", is_synthetic=True
    )
    assert later.pk > 72


def test_columns_of_different_length_are_refused():
    wrong = {**columns(1, 3), "kind": ["企业"]}
    with pytest.raises(ValueError, match="shorter"):
        insert_columns(Organisation, wrong)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's autovacuum does it")
def test_sqlite_knows_its_tables_again_in_a_new_connection():
    insert_columns(Organisation, columns(1, 3_000))
    renew_statistics()
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'places_organisation'")
        assert int(cursor.fetchone()[0].split()[0]) > 0
