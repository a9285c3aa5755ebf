"""Texts of people and packs stay texts: in pages, in tables that come in, in what is kept for ever."""

import csv
import datetime as dt

import pytest

from tests.adversary.attacks import signed_in
from tests.county.small_county import identity_number, the_pack
from tests.people import officer
from zhaohui.county.registry.actions.import_table import Source, import_table
from zhaohui.county.registry.importing.read_table import TableError
from zhaohui.county.registry.models import Person

EVIL = "<script>x</script>{{ 7|add:7 }}{% debug %}"


@pytest.fixture
def clerk(person):
    Person.objects.filter(pk=person.pk).update(name=EVIL)
    client = signed_in(officer("town-officer", person.village[:9]))
    client.post("/office/purpose/", {"purpose": "visit", "next": "/office/"})
    return client


@pytest.mark.parametrize(
    "page", ["", "{pk}/", "{pk}/household/", "{pk}/findings/", "{pk}/findings/dibao-rural/"]
)
def test_a_name_is_no_markup(clerk, person, page):
    said = clerk.get("/office/people/" + page.format(pk=person.pk)).content.decode()
    assert "<script>x" not in said
    assert "&lt;script&gt;x" in said or "本人" in said
    assert "14" not in said.partition("&lt;script&gt;x")[2][:60]


@pytest.mark.parametrize("sign", ["\x08", "\x1b", "\x7f"])
def test_a_name_with_a_control_character_is_refused(bring, sign):
    report = bring(f"甲{sign}某")
    assert not Person.objects.exists()
    assert [fault.column for fault in report.faults] == ["姓名"]
    assert sign not in str(report.faults)


def test_a_table_with_nul_is_no_table(bring):
    with pytest.raises(TableError):
        bring("甲\0某")


def test_the_same_table_without_it_comes_in(bring):
    assert not bring("甲某").faults


@pytest.fixture
def bring(db, data_dir, tmp_path):
    """Import one person of this name."""

    def run(name):
        number = identity_number(0, dt.date(1940, 5, 1), "女")
        village = the_pack().villages[0].code
        path = tmp_path / "table.csv"
        rows = [["身份证号", "姓名", "户号", "居住区划"], [number, name, "H1", village]]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        source = Source(department="公安", as_of=dt.date(2026, 1, 1))
        return import_table(path, pack=the_pack(), source=source)

    return run
