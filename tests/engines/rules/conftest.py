"""Compiled rules in fast tests: the compiler hurries, only the long tests let it do all it can."""

from __future__ import annotations

import sys

import pytest

COMPILER = "zhaohui.engines.rules.backends.native.compiler"


@pytest.fixture(autouse=True)
def _hurried_compiler(request, monkeypatch):
    if COMPILER in sys.modules and request.node.get_closest_marker("slow") is None:
        module = sys.modules[COMPILER]
        flags = tuple("-O1" if flag == "-O3" else flag for flag in module.FLAGS)
        monkeypatch.setattr(module, "FLAGS", flags)
