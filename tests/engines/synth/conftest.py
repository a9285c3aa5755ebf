"""Counties that several tests look at, made once."""

import pytest

from tests.engines.synth.counties import Seen, invented, look, of_pack
from zhaohui.engines.synth import County, make_county

RESIDENTS = 8_000


@pytest.fixture(scope="session")
def county() -> County:
    """The pack's county with every fact kept, so that figures can be counted again."""
    return make_county(of_pack(missing=(0, 0)), residents=RESIDENTS, seed=11)


@pytest.fixture(scope="session")
def blanked() -> County:
    """The same county as a register would have it."""
    return make_county(of_pack(), residents=RESIDENTS, seed=11)


@pytest.fixture(scope="session")
def seen(county: County) -> Seen:
    return look(county)


@pytest.fixture(scope="session")
def stranger() -> County:
    """An invented county with no published figure at all."""
    return make_county(invented(), residents=3_000, seed=5)
