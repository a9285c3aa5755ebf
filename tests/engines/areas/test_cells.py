import doctest
import math

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, mapping, shape

from zhaohui.engines.areas import AreaError, area_km2, cells, sphere, voronoi_cells

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]]}


@st.composite
def outlines_and_points(draw):
    """A star-shaped outline (often far from convex), sometimes with a hole, and points inside it."""
    lon, lat = draw(st.integers(-120, 120)), draw(st.integers(-55, 55))
    count = draw(st.integers(5, 24))
    radii = draw(st.lists(st.floats(0.2, 1.0), min_size=count, max_size=count))
    ring = [
        (lon + r * math.cos(2 * math.pi * i / count), lat + r * math.sin(2 * math.pi * i / count))
        for i, r in enumerate(radii)
    ]
    outline = Polygon(ring)
    if draw(st.booleans()):
        outline = outline.difference(Point(lon, lat).buffer(0.04, quad_segs=2))
    outline = max(getattr(outline, "geoms", [outline]), key=lambda part: part.area)
    west, south, east, north = outline.bounds
    unit = st.floats(0.001, 0.999)
    spots = draw(st.lists(st.tuples(unit, unit), min_size=30, max_size=60, unique=True))
    inside = {
        (round(west + u * (east - west), 5), round(south + v * (north - south), 5))
        for u, v in spots
    }
    wanted = draw(st.integers(1, 12))
    kept = [place for place in sorted(inside) if outline.contains(Point(place))][:wanted]
    kept = kept or [outline.representative_point().coords[0]]
    return outline, {f"p{i}": place for i, place in enumerate(kept)}


def shapes(collection):
    return {feature["id"]: shape(feature["geometry"]) for feature in collection["features"]}


def check_partition(outline, found):
    scale = outline.area
    assert all(cell.is_valid and not cell.is_empty and cell.area > 0 for cell in found.values())
    assert abs(sum(cell.area for cell in found.values()) - scale) <= 1e-9 * scale
    assert (
        shapely.union_all(list(found.values())).symmetric_difference(outline).area <= 1e-9 * scale
    )
    listed = list(found.values())
    for i, one in enumerate(listed):
        for other in listed[i + 1 :]:
            assert one.intersection(other).area <= 1e-9 * scale


@settings(max_examples=60, derandomize=True, deadline=None)
@given(outlines_and_points())
def test_cells_are_valid_disjoint_and_together_the_outline(drawn):
    outline, points = drawn
    found = shapes(voronoi_cells(points, mapping(outline)))
    assert list(found) == list(points)
    check_partition(outline, found)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(outlines_and_points(), st.randoms(use_true_random=False))
def test_a_place_lies_in_the_cell_of_its_nearest_point(drawn, random):
    outline, points = drawn
    found = shapes(voronoi_cells(points, mapping(outline)))
    west, south, east, north = outline.bounds
    shrink = math.cos(math.radians((south + north) / 2))
    for _ in range(20):
        x, y = random.uniform(west, east), random.uniform(south, north)
        if not outline.contains(Point(x, y)):
            continue
        gaps = sorted(
            (math.hypot((x - px) * shrink, y - py), name) for name, (px, py) in points.items()
        )
        if len(gaps) > 1 and gaps[1][0] - gaps[0][0] < 1e-7:
            continue  # on a border between two cells
        assert found[gaps[0][1]].distance(Point(x, y)) < 1e-9


@settings(max_examples=30, derandomize=True, deadline=None)
@given(outlines_and_points())
def test_groups_join_the_cells_of_their_points(drawn):
    outline, points = drawn
    groups = {name: f"g{i % 3}" for i, name in enumerate(points)}
    single = shapes(voronoi_cells(points, mapping(outline)))
    joined = shapes(voronoi_cells(points, mapping(outline), groups=groups))
    assert list(joined) == list(dict.fromkeys(groups.values()))
    check_partition(outline, joined)
    for group, cell in joined.items():
        parts = [single[name] for name in points if groups[name] == group]
        assert abs(cell.area - sum(part.area for part in parts)) <= 1e-9 * outline.area


def test_examples_in_the_docstrings_run():
    for module in (cells, sphere):
        result = doctest.testmod(module)
        assert result.failed == 0
        assert result.attempted >= 2


def test_the_area_of_a_whole_sphere_and_of_a_hole():
    octant = Polygon([(0, 0), (90, 0), (90, 90), (0, 90)])
    assert area_km2(octant) == pytest.approx(4 * math.pi * 6371.0088**2 / 8)
    holed = Polygon([(0, 0), (2, 0), (2, 2), (0, 2)], [[(0.5, 0.5), (1, 0.5), (1, 1), (0.5, 1)]])
    hole = Polygon([(0.5, 0.5), (1, 0.5), (1, 1), (0.5, 1)])
    whole = Polygon([(0, 0), (2, 0), (2, 2), (0, 2)])
    assert area_km2(holed) == pytest.approx(area_km2(whole) - area_km2(hole))


@pytest.mark.parametrize(
    ("points", "outline", "says"),
    [
        ({}, SQUARE, "no point"),
        ({"a": (0.5, 0.5), "b": (5, 5)}, SQUARE, "“b” lies outside"),
        ({"a": (0.5, 0.5), "b": (0.5, 0.5)}, SQUARE, "same spot"),
        ({"a": (0.5, 0.5)}, {"type": "Point", "coordinates": [0, 0]}, "not an area"),
        ({"a": (0.5, 0.5)}, {"type": "Polygon", "coordinates": "?"}, "cannot be read"),
        ({"a": (0.5, 0.5)}, {"type": "FeatureCollection", "features": []}, "not an area"),
        (
            {"a": (0.5, 0.5)},
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
            "not a valid area",
        ),
    ],
)
def test_bad_input_is_refused_with_a_sentence(points, outline, says):
    with pytest.raises(AreaError) as caught:
        voronoi_cells(points, outline)
    assert says in caught.value.message
    assert caught.value.hint


def test_a_point_without_a_group_is_named():
    with pytest.raises(AreaError, match="“b”"):
        voronoi_cells({"a": (0.5, 0.5), "b": (1.5, 0.5)}, SQUARE, groups={"a": "west"})


def test_degrees_are_expected():
    with pytest.raises(AreaError, match="not degrees"):
        area_km2(Polygon([(0, 0), (500, 0), (500, 500)]))
