"""`zhaohui sweep`: the contract, and the check against the interpreter."""

import pytest

from tests.county.small_county import the_pack


def test_json_keeps_the_contract(run, county):
    ran = run("sweep", "--as-of", "2026-11-01", "--verify", "40", "--json")
    assert ran.code == 0
    answer = ran.json
    assert (answer["as_of"], answer["persons"]) == ("2026-11-01", county.persons.num_rows)
    assert answer["households"] == county.households.num_rows // 2
    assert [row["id"] for row in answer["services"]] == [rule.id for rule in the_pack().rules]
    for row in answer["services"]:
        assert set(row) >= {"id", "yes", "no", "unknown", "amount_fen"}
    assert answer["seconds"] > 0
    assert answer["peak_mb"] > 0
    assert answer["synthetic"] is True
    assert answer["verification"]["people"] == 40
    assert answer["verification"]["differences"] == []


def test_text_says_synthetic_and_verified(run, county):
    ran = run("sweep", "--as-of", "2026-11-01", "--verify", "5")
    assert "模拟数据" in ran.out
    assert "verified: 5 people" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize(
    "words",
    [
        ("sweep", "--verify", "0"),
        ("sweep", "--verify", "9" * 30),
        ("seed", "--residents", "9" * 30),
        ("run", "--no-serve", "--residents", "9" * 30),
    ],
)
def test_a_number_beyond_measure_is_refused(run, words):
    ran = run(*words)
    assert ran.code == 2
    assert "is not in the range" in ran.err


@pytest.mark.django_db
def test_without_people_it_names_the_command(run, data_dir):
    ran = run("sweep", "--json")
    assert (ran.code, ran.out) == (3, "")
    assert "zhaohui seed" in ran.err
