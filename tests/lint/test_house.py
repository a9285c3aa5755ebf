"""The house rules find what they are for."""

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tools.lint import doors

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


APP = """
from zhaohui.county.registry.models import Person

def everybody():
    return Person.objects.all()

def names():
    return [row.name for row in everybody()]

def has_people():
    return Person.objects.exists()

def visible_to(actor):
    return everybody()
"""
VIEWS = """
from zhaohui.county.app import queries
from zhaohui.county.app.queries import names, visible_to
from zhaohui.county.accounts.gate import access, public

@access("person.list")
def marked(request):
    return visible_to(request.actor)

def bare(request):
    queries.has_people()
    return names(), queries.everybody()
"""
URLS = """
from django.urls import include, path
from zhaohui.doors.office.views import people

urlpatterns = [
    path("a/", people.marked, name="a"),
    path("b/", people.bare, name="b"),
    path("c/", include("zhaohui.doors.office.other")),
]
"""


def test_views_without_a_mark_and_reads_without_an_actor(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(doors, "REVIEWED", {})
    source = tmp_path / "src" / "zhaohui"
    files = {
        "county/app/queries.py": APP,
        "doors/office/views/people.py": VIEWS,
        "doors/office/urls.py": URLS,
    }
    for name, text in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    found = sorted(doors.findings(source, tmp_path))
    assert len(found) == 3, found
    assert found[0].startswith(
        "src/zhaohui/doors/office/urls.py:7: the view people.bare has no mark"
    )
    reads = [sentence.split(": ")[1].split(" ")[0] for sentence in found[1:]]
    assert sorted(reads) == ["names", "queries.everybody"]
    monkeypatch.setattr(
        doors,
        "REVIEWED",
        {"zhaohui.county.app.queries.names": "why", "zhaohui.county.app.queries.gone": "why"},
    )
    found = "\n".join(doors.findings(source, tmp_path))
    assert "names reads" not in found
    assert "no door reads by zhaohui.county.app.queries.gone" in found
