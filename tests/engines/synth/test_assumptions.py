"""Every assumption is written down where people read, with the value that the code uses."""

from pathlib import Path

import numpy as np
import pytest

from zhaohui.engines.synth import ASSUMPTIONS
from zhaohui.engines.synth.assumptions import by_age, number, table_rows, weights

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "explanation" / "synthetic-county.md"
TABLES = {"persons", "households", "organisations", "report"}
SOURCE = ROOT / "src" / "zhaohui" / "engines" / "synth"


def test_the_page_lists_every_assumption_with_its_value() -> None:
    listed = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    listed = [line for line in listed if line.split("`")[1] not in TABLES]
    assert listed == table_rows()


def test_every_assumption_is_used() -> None:
    text = "".join(
        path.read_text("utf-8") for path in SOURCE.glob("*.py") if not path.name.startswith("assum")
    )
    made_up = {"unit_rural", "unit_urban", "flexible_rural", "flexible_urban"}
    made_up |= {"farming_rural", "farming_urban", "dibao_rural", "dibao_urban"}
    made_up |= {
        f"{kind}_{place}" for kind in ("house_danger", "homes") for place in ("rural", "urban")
    }
    made_up |= {f"{kind}_insured_in_work" for kind in ("unemployment", "injury")}
    assert {key for key in ASSUMPTIONS if f'"{key}"' not in text} <= made_up


def test_readers_give_numbers_curves_and_weights() -> None:
    assert 0 < number("orphan") < 0.01
    curve = by_age("hypertension", np.array([0, 50, 100]))
    assert (np.diff(curve) > 0).all()
    words, shares = weights("disability_level")
    assert words == ["1", "2", "3", "4"]
    assert shares.sum() == pytest.approx(1)
    with pytest.raises(TypeError):
        number("hypertension")
    with pytest.raises(TypeError):
        weights("orphan")


@pytest.mark.parametrize("key", sorted(ASSUMPTIONS))
def test_an_assumption_says_what_it_stands_for(key: str) -> None:
    one = ASSUMPTIONS[key]
    assert one.about
    if isinstance(one.value, tuple):
        assert all(value >= 0 for _, value in one.value)
