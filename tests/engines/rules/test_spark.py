"""What only the sweep by Spark has to mind: its texts, its statements, its session, and where it is missing."""

from __future__ import annotations

from random import Random

import pytest

from tests.engines.rules.backends import sparks
from tests.engines.rules.invent import Inventor, registry
from tests.engines.rules.words import AS_OF, PARAMETERS, make_book, parameter, rule, version
from zhaohui.engines.rules import FactError, Household
from zhaohui.engines.rules.backends import duckdb
from zhaohui.engines.rules.backends import spark as backend
from zhaohui.engines.rules.backends.choice import sweeper
from zhaohui.engines.rules.backends.differences import differences
from zhaohui.engines.rules.backends.snapshot import write_snapshot
from zhaohui.engines.rules.backends.spark import entry, session
from zhaohui.engines.rules.household import merge


class TestWithSpark:
    pytestmark = sparks

    @pytest.fixture(autouse=True)
    def _open(self, spark):
        spark.conf.set("spark.sql.codegen.factoryMode", "FALLBACK")  # as it sweeps a county
        self.spark = spark

    def test_every_file_is_duckdbs(self, tmp_path, monkeypatch):
        """Also where the rules go out in several statements."""
        random = Random(5)
        book = Inventor(random).book(12)
        write_snapshot(book, registry(random, 300), tmp_path)
        monkeypatch.setattr(entry, "RULES_AT_ONCE", 5)
        held = duckdb.sweep(book, tmp_path, AS_OF, tmp_path / "duckdb")
        swept = backend.sweep(book, tmp_path, AS_OF, tmp_path / "spark")
        assert swept.rules == held.rules
        assert (swept.persons, swept.households) == (held.persons, held.households)
        found = differences(tmp_path / "duckdb", tmp_path / "spark")
        assert len(found) == 4
        assert all(each.is_none and each.rows for each in found), found

    def test_texts_are_only_text(self, tmp_path):
        words = ["a\\'b\\", "它'族", "${民族}", '"x"', "汉族 -- x"]
        given = parameter("适用民族", "text", version(words[0]))  # a rule's text has no backslash
        parameters = [given if each.name == given.name else each for each in PARAMETERS]
        rules = [rule("民族 == 适用民族", name="w0")]
        rules += [rule(f"民族 == {word!r}", name=f"w{n}") for n, word in enumerate(words) if n]
        book = make_book(*rules, parameters=parameters)
        write_snapshot(book, merge([Household([{"民族": word}]) for word in words]), tmp_path)
        report = backend.sweep(book, tmp_path, AS_OF, tmp_path / "out")
        assert [(total.yes, total.no) for total in report.rules] == [(1, 4)] * 5

    def test_it_listens_here_only_and_shows_no_page(self):
        context = self.spark.sparkContext
        assert context.getConf().get("spark.driver.bindAddress") == "127.0.0.1"
        assert context.uiWebUrl is None


def test_without_pyspark_it_says_so(tmp_path, monkeypatch):
    book = make_book(rule("残疾证"))
    write_snapshot(book, Household([{}], {}, {}, [1], [2]), tmp_path)
    monkeypatch.setattr(session.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(FactError, match=r"pip install zhaohui\[spark\]"):
        sweeper("spark")(book, tmp_path, AS_OF, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_without_java_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(session.importlib.util, "find_spec", lambda _: True)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert session.missing() == "Spark needs Java 17 or newer; there is none on the path."


@pytest.mark.parametrize("master", ["", "local[", "local[2] --conf x", "http://x", "mesos://x"])
def test_a_wrong_master_is_named(tmp_path, monkeypatch, master):
    monkeypatch.setattr(session, "missing", lambda: "")
    with (
        pytest.raises(FactError, match="is no Spark master"),
        session.session(master, "1GB", tmp_path),
    ):
        pass
