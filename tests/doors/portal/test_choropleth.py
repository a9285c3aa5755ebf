from hypothesis import given, settings
from hypothesis import strategies as st

from zhaohui.doors.portal.choropleth import STEPS, step_bounds, step_of

values = st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=12)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(values)
def test_every_value_has_a_step_and_order_is_kept(found):
    bounds = step_bounds(found)
    steps = [step_of(value, bounds) for value in sorted(found)]
    assert steps == sorted(steps)
    assert all(1 <= step <= STEPS for step in steps)


def test_no_value_has_no_step():
    assert step_of(None, step_bounds([1, 2])) == 0
    assert step_bounds([]) == []


def test_map_uses_each_town_once(pack):
    from zhaohui.county.places.queries import town_cells
    from zhaohui.doors.portal.choropleth import draw

    drawn = draw(pack, town_cells(pack), {pack.towns[0].code: 1.0})
    assert sorted(cell.code for cell in drawn.cells) == sorted(town.code for town in pack.towns)
    assert all(cell.path.startswith("M") and cell.path.endswith("Z") for cell in drawn.cells)
    assert all(0 <= cell.x <= drawn.width and 0 <= cell.y <= drawn.height for cell in drawn.cells)
