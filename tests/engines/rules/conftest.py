"""Compiled rules in fast tests: the compiler hurries. Spark: one session for all tests of a process."""

from __future__ import annotations

import sys

import pytest

from zhaohui.engines.rules.backends.spark import missing, session

COMPILER = "zhaohui.engines.rules.backends.native.compiler"


@pytest.fixture(autouse=True)
def _hurried_compiler(request, monkeypatch):
    if COMPILER in sys.modules and request.node.get_closest_marker("slow") is None:
        module = sys.modules[COMPILER]
        flags = tuple("-O1" if flag == "-O3" else flag for flag in module.FLAGS)
        monkeypatch.setattr(module, "FLAGS", flags)


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """A session that the sweeps of a test find open: starting Java costs more than most of them."""
    if lack := missing():
        pytest.skip(lack)
    with session.session("local[2]", "1GB", tmp_path_factory.mktemp("spark")) as found:
        yield found


@pytest.fixture(autouse=True)
def _one_spark(request):
    if "spark" in getattr(getattr(request.node, "callspec", None), "params", {}).values():
        # Few people: to write and compile Java costs more than to walk the expressions.
        request.getfixturevalue("spark").conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN")
