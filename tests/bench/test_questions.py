"""The bench on questions: what counts, that no asker beats the bound, and that its rows say so."""

import pytest

from bench.questions_parts.answers import Truth, means_tested
from bench.questions_parts.askers import ASKERS, curve_of
from bench.questions_parts.bound import bound_of
from bench.questions_parts.families import families
from bench.questions_parts.one import AS_OF, county
from tests.county.small_county import the_pack, the_rulebook
from tests.engines.rules.words import make_book, rule
from zhaohui.engines.rules import Household
from zhaohui.engines.rules.frequencies import Frequencies


@pytest.fixture(scope="module")
def few():
    return families(the_pack(), AS_OF, 6)


def test_rules_of_age_and_place_alone_are_not_counted():
    book = make_book(
        rule("年龄 >= 60", "in_area(户籍区划, '51')", name="a"), rule("残疾证", name="b")
    )
    assert set(means_tested(book).rules) == {"b"}
    tested = set(means_tested(the_rulebook()).rules)
    assert "senior-health" not in tested
    assert "disability-living" in tested


def test_what_waits_for_a_parameter_alone_is_not_counted():
    book = make_book(rule("残疾证", "空标准 > 元(0)", name="gap"), rule("外出务工", name="known"))
    one = Truth(book, Household([{"残疾证": True, "外出务工": False}]), AS_OF)
    assert one.counted == {("known", 0)}
    other = Truth(book, Household([{"残疾证": False}]), AS_OF)
    assert other.counted == {("gap", 0), ("known", 0)}


def test_the_number_of_members_is_the_first_question():
    book = make_book(rule("残疾证"))
    truth = Truth(book, Household([{"残疾证": False}, {"残疾证": True}]), AS_OF)
    curve, turned = curve_of("fields", truth, Frequencies.of(book.facts))
    assert (curve, turned) == ([0.0, 0.0, 0.5, 1.0], 0)


def test_an_unknown_truth_is_answered_by_not_knowing_and_stays_in_the_count():
    book = make_book(rule("残疾证"))
    curve, _ = curve_of("fields", Truth(book, Household([{}]), AS_OF), Frequencies.of(book.facts))
    assert curve == [0.0, 0.0, 0.0]


def test_the_bound_is_exact_where_ways_do_not_overlap():
    book = make_book(rule("残疾证", name="a"), rule("外出务工 or 低保", name="b"))
    said = [{"残疾证": False, "外出务工": False}]
    truth = Truth(book, Household(said, {"低保": False}), AS_OF)
    assert bound_of(truth, 3) == [0.0, 0.5, 0.75, 1.0]


@pytest.mark.slow
def test_no_asker_is_better_than_the_bound(few):
    book, expected = county()
    for household in few:
        truth = Truth(book, household, AS_OF)
        bound = [0.0, *bound_of(truth, 90)]
        for name in ASKERS:
            curve, _ = curve_of(name, truth, expected)
            assert all(share <= best + 1e-9 for share, best in zip(curve, bound, strict=False))


def test_the_check_turns_no_answer_and_beats_the_dictionary(few):
    book, expected = county()
    for household in few:
        truth = Truth(book, household, AS_OF)
        curve, turned = curve_of("check", truth, expected)
        fixed, _ = curve_of("fixed", truth, expected)
        assert turned == 0
        assert curve == sorted(curve)
        assert curve[12] > fixed[12]
