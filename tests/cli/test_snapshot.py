"""`zhaohui snapshot` says where the columns are."""

from pathlib import Path

import pytest


def test_json_names_the_folder(run, county):
    answer = run("snapshot", "--json").json
    assert sorted(path.name for path in Path(answer["folder"]).iterdir()) == [
        "households.parquet",
        "persons.parquet",
    ]
    assert (answer["persons"], answer["synthetic"]) == (county.persons.num_rows, True)


def test_text(run, county):
    assert f"{county.persons.num_rows} people" in run("snapshot").out


@pytest.mark.django_db
def test_without_people_it_names_the_command(run, data_dir):
    ran = run("snapshot")
    assert ran.code == 3
    assert "zhaohui seed" in ran.err
