"""The engine starts without its back-ends, without Django and without packs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys

import zhaohui.engines.rules


def test_importing_the_engine_imports_no_backend():
    script = (
        "import sys, zhaohui.engines.rules as rules\n"
        "heavy = {'duckdb', 'pyarrow', 'django', 'zhaohui.packs', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_examples_in_the_docstrings_run():
    modules = pkgutil.walk_packages(zhaohui.engines.rules.__path__, "zhaohui.engines.rules.")
    results = [doctest.testmod(importlib.import_module(each.name)) for each in modules]
    assert sum(result.attempted for result in results) >= 8
    assert not any(result.failed for result in results)
