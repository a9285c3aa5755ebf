"""`zhaohui sweep`: the contract, and the check against the interpreter."""

import pytest

from tests.county.small_county import the_pack
from zhaohui.engines.rules.backends.differences import FileDifference


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


@pytest.mark.slow
def test_everyone_again_with_another_backend(run, county, monkeypatch):
    ran = run("sweep", "--as-of", "2026-11-01", "--verify-with", "duckdb", "--json")
    assert ran.code == 0
    files = ran.json["held"]["files"]
    assert {each["file"] for each in files} == {
        "findings.parquet", "due.parquet", "cells.parquet", "village_cells.parquet",
    }  # fmt: skip
    assert all(each["rows"] == each["other_rows"] > 0 for each in files)
    assert not any(each["only"] or each["other_only"] for each in files)

    from zhaohui.county.entitlements import verify_with

    wrong = FileDifference(
        file="findings.parquet", rows=9, other_rows=8, only=2, other_only=1, example="('x', 1)"
    )
    monkeypatch.setattr(verify_with, "differences", lambda *_, **__: [wrong])
    ran = run("sweep", "--as-of", "2026-11-01", "--verify-with", "duckdb")
    assert ran.code == 1
    assert "findings.parquet: 9 rows, 2 only here, 1 only there, for example ('x', 1)" in ran.out


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
