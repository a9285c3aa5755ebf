"""What an address asks of a list: read strictly, written back the same, kept as data."""

import pytest

from zhaohui.county.lists.errors import ListError
from zhaohui.county.lists.state import read_state, stored_state
from zhaohui.county.registry.people_list import PEOPLE

pytestmark = pytest.mark.django_db


def test_unknown_words_are_left_out_and_known_ones_kept(county):
    state = read_state(PEOPLE, {"sex": " 女 ", "colour": "red", "sort": "-age", "after": "12"})
    assert state.raw == {"sex": "女"}
    assert state.query() == "sex=%E5%A5%B3&sort=-age"
    assert (state.cursor.pk, state.cursor.is_backward) == (12, False)


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "9" * 19, "１２", "12ee"])
def test_a_wrong_cursor_is_a_problem(text):
    assert "after" in read_state(PEOPLE, {"after": text}).problems


@pytest.mark.parametrize("text", ["name", "--age", "pk", "birth_date"])
def test_only_the_offered_orders_are_taken(text):
    assert "sort" in read_state(PEOPLE, {"sort": text}).problems


def test_kept_filters_are_read_as_strictly(county):
    data = read_state(PEOPLE, {"sex": "女", "sort": "age"}).as_data()
    assert stored_state(PEOPLE, data).raw == {"sex": "女"}
    with pytest.raises(ListError, match="已经没有的条件"):
        stored_state(PEOPLE, {"filters": {"colour": "red"}, "sort": ""})
    with pytest.raises(ListError, match="已经没有的条件"):
        stored_state(PEOPLE, {"filters": {"sex": "无"}, "sort": ""})
