from pathlib import Path

import pytest
import shapely
from shapely.geometry import Point, shape

from zhaohui.engines.areas import AreaError
from zhaohui.packs import load
from zhaohui.packs.town_cells import town_cells

PACK = Path(__file__).parents[2] / "packs" / "510811-zhaohua"


@pytest.fixture(scope="module")
def pack():
    return load(PACK)


def test_every_town_is_drawn_and_together_they_are_the_county(pack):
    found = town_cells(pack)
    assert {feature["id"] for feature in found["features"]} == {town.code for town in pack.towns}
    cells = {feature["id"]: shape(feature["geometry"]) for feature in found["features"]}
    assert all(cell.is_valid for cell in cells.values())
    whole = shapely.union_all(list(cells.values()))
    assert whole.symmetric_difference(shape(pack.outline["geometry"])).area < 1e-9
    for town in pack.towns:
        assert cells[town.code].covers(Point(float(town.lon), float(town.lat))), town.name
    assert [f["properties"]["name"] for f in found["features"]] == [
        pack.town(feature["id"]).name for feature in found["features"]
    ]


def test_the_sketch_says_that_it_is_one_and_whose_data_it_is(pack):
    found = town_cells(pack)
    assert found["label"] == "示意分区"
    assert "CC BY 4.0" in found["credit"]


def copied(tmp_path):
    for path in PACK.rglob("*"):
        if path.is_file():
            target = tmp_path / path.relative_to(PACK)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return tmp_path


def test_a_pack_without_outline_has_no_sketch(tmp_path):
    folder = copied(tmp_path)
    (folder / "areas" / "outline.geojson").unlink()
    assert town_cells(load(folder)) is None


def test_a_seat_outside_the_outline_is_refused(tmp_path):
    folder = copied(tmp_path)
    points = folder / "areas" / "points_2016.csv"
    points.write_text(points.read_text("utf-8").replace("105.96327,", "101.0,"), "utf-8")
    with pytest.raises(AreaError, match="outside the outline"):
        town_cells(load(folder))
