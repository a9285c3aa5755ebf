"""The portal's pages through Django's client, on the project's own pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.catalogues import compile_catalogues
from zhaohui.county.catalog.queries import current_pack, current_rulebook

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """Set-up compiles the catalogues; a test run must not depend on when that was."""
    compile_catalogues()


@pytest.fixture(scope="session")
def pack():
    return current_pack()


@pytest.fixture(scope="session")
def book():
    return current_rulebook()
