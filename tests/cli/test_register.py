"""zhaohui register: a file comes in once, and goes out told; zhaohui pack stats counts."""

import json

import pytest
from click.testing import CliRunner

from zhaohui.cli.main import zhaohui
from zhaohui.county.audit.models import Entry
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.models import Record

HEADS = "所在地,品牌名称,品牌编号,行业,从业人数\n"
GOOD = "510811,模拟品牌,B1,建筑,12\n"
BAD = "510811,模拟品牌二,B2,捕鲸,12\n"


@pytest.fixture(autouse=True)
def _no_start(monkeypatch, county):
    from zhaohui.cli import register
    from zhaohui.county.accounts.actor import system_actor

    monkeypatch.setattr(register, "_start", lambda verb: (system_actor(verb), current_pack()))


def run(*words):
    done = CliRunner().invoke(zhaohui, [*words, "--json"], standalone_mode=False)
    assert done.exception is None, done.exception
    return json.loads(done.stdout), done.return_value


def test_a_file_comes_in_once_and_goes_out_told(tmp_path):
    file = tmp_path / "brands.csv"
    file.write_text(HEADS + GOOD, "utf-8")
    first, code = run("register", "import", "labour-brands", str(file))
    assert (first["new"], first["state"], code) == (1, "done", 0)
    again, _code = run("register", "import", "labour-brands", str(file))
    assert (again["same"], Record.objects.count()) == (1, 1)
    out = tmp_path / "out.csv"
    words = ["--out", str(out), "--purpose", "试验导出用"]
    told, _code = run("register", "export", "labour-brands", *words)
    assert told["rows"] == 1
    assert "模拟品牌" in out.read_text("utf-8-sig")
    assert Entry.objects.order_by("-seq").first().action == "record.read"
    listed, _code = run("register", "list")
    rows = {row["register"]: row["records"] for row in listed["registers"]}
    assert rows["labour-brands"] == 1


def test_a_wrong_row_stores_nothing(tmp_path):
    file = tmp_path / "brands.csv"
    file.write_text(HEADS + GOOD + BAD, "utf-8")
    told, code = run("register", "import", "labour-brands", str(file))
    assert (told["bad"], told["wrong"][0][0], code) == (1, 3, 1)
    assert not Record.objects.exists()
    taken, _code = run("register", "import", "labour-brands", str(file), "--skip-bad")
    assert (taken["new"], Record.objects.count()) == (1, 1)


def test_the_pack_counts_what_it_declares():
    found, _code = run("pack", "stats")
    assert found["registers"] >= 35
    assert {"services", "rules", "schedules", "signals", "offers", "measures", "projects"} < set(
        found
    )
