"""The back-ends of a sweep as parameters of tests: those that this machine has."""

from __future__ import annotations

import pytest

from zhaohui.engines.rules.backends import native, spark

compiles = pytest.mark.skipif(native.compiler() is None, reason="this machine has no C compiler")
sparks = [
    pytest.mark.slow,
    pytest.mark.spark,
    pytest.mark.skipif(bool(spark.missing()), reason=spark.missing()),
]
NATIVE = pytest.param("native", marks=compiles)
SPARK = pytest.param("spark", marks=sparks)
SWEEPS = ["duckdb", NATIVE, SPARK]
on_every_backend = pytest.mark.parametrize("backend", SWEEPS)
on_quick_backends = pytest.mark.parametrize("backend", ["duckdb", NATIVE])
