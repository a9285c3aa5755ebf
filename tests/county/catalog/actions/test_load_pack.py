"""The database notes which version of the pack it holds, and its areas are the pack's."""

from dataclasses import replace

import pytest

from tests.county.small_county import the_pack
from zhaohui.county.catalog.actions.load_pack import load_pack
from zhaohui.county.catalog.models import PackVersion
from zhaohui.county.places.models import Area

pytestmark = pytest.mark.django_db


def test_it_works():
    version = load_pack(the_pack())
    assert (version.code, version.content_hash) == (the_pack().code, the_pack().version)
    towns = Area.objects.filter(level="town")
    assert towns.count() == len(the_pack().towns)
    village = Area.objects.get(code=the_pack().villages[0].code)
    assert village.parent.code == the_pack().villages[0].town_code


def test_the_same_version_twice_is_one_row(django_assert_num_queries):
    first = load_pack(the_pack())
    with django_assert_num_queries(3):  # a savepoint, one read, its release
        assert load_pack(the_pack()) == first


def test_a_changed_pack_replaces_the_areas():
    load_pack(the_pack())
    smaller = replace(the_pack(), version="other", villages=the_pack().villages[:3])
    load_pack(smaller)
    assert Area.objects.filter(level="village").count() == 3
    assert PackVersion.objects.count() == 2
    load_pack(the_pack())
    assert Area.objects.filter(level="village").count() == len(the_pack().villages)
    assert PackVersion.objects.count() == 2
