import csv
import io

import pytest


@pytest.fixture
def rows(client):
    response = client.get("/standards.csv")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.requirement("R035")
def test_the_public_takes_every_dated_figure_away_with_its_source(client, pack, rows):
    assert "/standards.csv" in client.get("/services/").content.decode()
    floor = [row for row in rows if row["标准"] == "低保低限_城市"]
    parameter = pack.parameter("低保低限_城市")
    assert len(floor) == len(parameter.versions) > 1
    for version in parameter.versions:
        (row,) = [row for row in floor if row["起"] == version.start.isoformat()]
        assert row["数额"] == f"¥{version.value / 100:,.2f}"
        assert row["出处"] == pack.source(version.source).title
        assert row["核对程度"] == version.verification
    assert [row["起"] for row in floor if row["现用"]] == [max(row["起"] for row in floor)]


def test_no_version_is_left_out_and_gaps_say_what_is_missing(pack, rows):
    for parameter in pack.parameters:
        mine = [row for row in rows if row["标准"] == parameter.name]
        assert {(v.start.isoformat(), v.gap) for v in parameter.versions} == {
            (row["起"], row["缺口"]) for row in mine
        }
        assert all(bool(row["数额"]) != bool(row["缺口"]) for row in mine)
