"""Organisations and facilities fit the people they serve."""

import numpy as np

from tests.engines.synth.counties import Seen, columns, pack
from zhaohui.engines.synth import County


def test_facilities_belong_to_organisations_and_places(county: County) -> None:
    places, owners = columns(county.facilities), columns(county.organisations)
    assert set(places["organisation_id"]) <= set(owners["organisation_id"])
    towns = {town.code for town in pack().towns}
    villages = {village.code for village in pack().villages}
    for table in (places, owners):
        assert set(table["town"]) <= towns
        assert set(table["village"]) <= villages
        assert all(name.startswith("模拟") for name in table["name"])


def test_facilities_lie_near_their_town(county: County) -> None:
    points = {town.code: (float(town.lon), float(town.lat)) for town in pack().towns if town.lon}
    for row in county.facilities.to_pylist():
        if row["town"] in points:
            lon, lat = points[row["town"]]
            assert abs(row["lon"] - lon) < 0.15
            assert abs(row["lat"] - lat) < 0.15
        else:
            assert row["lon"] is None


def test_a_town_without_a_point_has_none_for_its_facilities(stranger: County) -> None:
    rows = stranger.facilities.to_pylist()
    assert {row["lon"] is None for row in rows if row["town"] == "998877200"} == {True}
    assert {row["lon"] is None for row in rows if row["town"] != "998877200"} == {False}


def test_pupils_have_a_place(county: County, seen: Seen) -> None:
    facilities = columns(county.facilities)
    for kind, stage in (
        ("小学", "小学"),
        ("初中", "初中"),
        ("幼儿园", "学前"),
        ("普通高中", "普高"),
    ):
        chosen = facilities["kind"] == kind
        pupils = (seen.resident & (seen["study_stage"] == stage)).sum()
        assert facilities["used"][chosen].sum() == pupils
        assert facilities["capacity"][chosen].sum() >= pupils


def test_beds_and_nursery_places_are_the_published(county: County) -> None:
    facilities = columns(county.facilities)
    beds = facilities["capacity"][facilities["kind"] == "养老机构"].sum()
    assert beds == round(778 * 8_000 / 134_202)
    assert facilities["capacity"][facilities["kind"] == "托育机构"].sum() == round(1.5 * 8)
    used = facilities["used"]
    known = ~np.isnan(used.astype(float))
    assert (used[known] <= facilities["capacity"][known]).all()


def test_employers_staff_are_the_residents_in_units(county: County, seen: Seen) -> None:
    owners = columns(county.organisations)
    staff = owners["staff"][owners["kind"] == "用人单位"].sum()
    assert staff == (seen.resident & (seen["employment"] == "单位就业")).sum()
