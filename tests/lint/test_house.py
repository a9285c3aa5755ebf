"""The house rules find what they are for."""

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).parents[2] / "tools" / "lint" / "house.py"


@pytest.fixture(scope="module")
def house() -> ModuleType:
    spec = importlib.util.spec_from_file_location("house", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_grab_bags_and_long_modules(house: ModuleType) -> None:
    assert list(house.names_and_size(Path("src/utils.py"), "x = 1\n"))
    assert list(house.names_and_size(Path("src/ok.py"), "x\n" * 401))
    assert not list(house.names_and_size(Path("src/ok.py"), "x\n" * 400))


def test_a_county_in_code(house: ModuleType) -> None:
    words = house.county_words()
    assert "510811" in words
    assert list(house.county_in_code(Path("a.py"), "CODE = '510811'", words))
    assert not list(house.county_in_code(Path("a.py"), "CODE = pack.code", words))


def test_amounts_outside_packs(house: ModuleType) -> None:
    assert list(house.amounts(Path("a.py"), ast.parse("LIMIT = '每月 740 元'")))
    assert not list(house.amounts(Path("a.py"), ast.parse("'''Such as 740 元.'''\nUNIT = '元/月'")))


def test_queries_in_doors(house: ModuleType) -> None:
    assert list(house.queries_in_doors(Path("a.py"), ast.parse("Person.objects.all()")))
    assert not list(house.queries_in_doors(Path("a.py"), ast.parse("queries.visible_to(actor)")))
