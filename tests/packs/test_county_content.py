"""The county's own files: counts, sums, marks, codes, short quotations, and equality with the research."""

import csv
import json
import re
import tomllib
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from shapely.geometry import Point, shape

from zhaohui.engines.areas import area_km2, is_within, level, voronoi_cells

ROOT = Path(__file__).parents[2]
PACK = ROOT / "packs" / "510811-zhaohua"
SHARED = ROOT.parent / "shared"
PLAN = "plan/2021-2025"
LEVELS = {"verified", "secondary", "unverified", "placeholder"}
NOUNS = {
    "Fact", "Service", "Rule", "Case", "Entitlement", "Register", "Schedule", "Signal", "Task",
    "Offer", "Measure", "Project", "Account", "Verification", "Publication", "Form", "Contract",
    "CreditRecord", "Delegation",
}  # fmt: skip
NAMES = {"name", "title", "local_name", "national_item", "item", "box", "chapter", "section"}
NAMES |= {"place_a", "place_b", "source", "domain"}
SHORT = 25  # characters quoted from the plan in one cell
QUOTED = 2_500  # and in the whole pack
RUN = 10  # a shorter run of the same characters is vocabulary, not a quotation


def rows(name):
    with (PACK / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def truth(name):
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} of the research is not on this machine")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plan_lines():
    found = sorted((SHARED / "plan").glob("000_*.txt"))
    if not found:
        pytest.skip("the plan's text is not on this machine")
    return found[0].read_text(encoding="utf-8").splitlines()


def plan_text():
    return re.sub(r"\s+", "", "".join(plan_lines()))


def line_of(address):
    return address.rsplit("#L", 1)[1]


UNSOURCED = {
    "sources.csv", "coverage.csv", "chapters.csv",
    "links.csv",  # ids only; each end has its own source
    "reasons.csv",  # defaults until the county decides on its own
    "life_events.csv",  # an order in which to look for things
    "voice_questions.csv",  # what is asked
    "outcomes.csv",  # words to choose from
    "visits.csv",  # words to choose from
    "simulated_frequencies.csv",  # says of itself that nobody published it
}  # fmt: skip


def sourced_files():
    return [
        path.relative_to(PACK).as_posix()
        for path in sorted(PACK.rglob("*.csv"))
        if path.name not in UNSOURCED
        and path.parent.name != "access"  # what the county decides, not what it was told
    ]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("areas/towns.csv", 12),
        ("areas/villages.csv", 152),
        ("areas/points_2016.csv", 27),
        (f"{PLAN}/indicators.csv", 38),
        (f"{PLAN}/domains.csv", 10),
        (f"{PLAN}/services.csv", 61),
        (f"{PLAN}/projects.csv", 40),
        (f"{PLAN}/project_targets.csv", 76),
        (f"{PLAN}/commitments.csv", 77),
        (f"{PLAN}/inconsistencies.csv", 49),
        (f"{PLAN}/requirements.csv", 355),
        ("plan/national-2025/indicators.csv", 22),
        ("catalog/domains.csv", 10),
        ("catalog/services.csv", 90),
        ("coverage.csv", 355),
    ],
)
def test_each_file_has_as_many_rows_as_were_read(name, count):
    found = rows(name)
    assert len(found) == count
    key = next(iter(found[0]))
    if key != "domain" or "domains" in name:
        ids = [row[key] for row in found if row[key]]
        assert len(ids) == len(set(ids))


def test_every_row_names_a_known_source_and_a_mark():
    sources = {row["source_id"] for row in rows("sources.csv")}
    assert all(row["verification"] in LEVELS for row in rows("sources.csv"))
    for name in sourced_files():
        for row in rows(name):
            assert row["source"] in sources, (name, row)
            assert row["verification"] in LEVELS, (name, row)
            for extra in ("seat_source", "national_source", "external_source"):
                assert not row.get(extra) or row[extra] in sources, (name, row)
    for plan in ("2021-2025", "national-2025"):
        manifest = tomllib.loads((PACK / "plan" / plan / "plan.toml").read_text(encoding="utf-8"))
        assert manifest["id"] == plan
        assert manifest["document"] in sources
        assert manifest["period_to"] == date(2025, 12, 31)


def test_domains_declare_ninety_services_and_the_catalogue_has_a_slot_for_each():
    declared = {row["domain"]: int(row["declared"]) for row in rows(f"{PLAN}/domains.csv")}
    assert sum(declared.values()) == 90
    code = {row["domain"]: row["code"] for row in rows("catalog/domains.csv")}
    assert set(code) == set(declared)
    slots = rows("catalog/services.csv")
    for domain, count in declared.items():
        mine = [row["id"] for row in slots if row["domain"] == domain]
        assert mine == [f"{code[domain]}-{i:02d}" for i in range(1, count + 1)]
    national = [int(row["national_no"]) for row in slots if row["national_no"]]
    assert sorted(national) == list(range(1, 81))


def test_five_slots_are_gaps_that_say_who_fills_them_and_nothing_is_invented_for_them():
    gaps = [row for row in rows("catalog/services.csv") if row["gap"]]
    assert [row["id"] for row in gaps] == ["education-10", *(f"health-{i}" for i in range(17, 21))]
    for row in gaps:
        assert row["verification"] == "placeholder"
        assert "核定后填写" in row["gap"]
        assert not any(
            row[column]
            for column in ("name", "national_item", "content", "standard", "service_object")
        )


def test_a_national_detail_is_never_surer_than_its_name():
    for row in rows("catalog/services.csv"):
        if row["national_no"]:
            assert row["name_verification"] == "secondary"
            assert row["detail_verification"] == "unverified"
            assert row["national_source"]
        else:
            assert not row["content"]
            assert not row["standard"]


def test_codes_nest_and_town_totals_agree():
    county = tomllib.loads((PACK / "pack.toml").read_text(encoding="utf-8"))["code"]
    towns = {row["code"]: row for row in rows("areas/towns.csv")}
    assert all(level(code) == "town" and is_within(code, county) for code in towns)
    found = Counter()
    for row in rows("areas/villages.csv"):
        assert level(row["code"]) == "village"
        assert is_within(row["code"], row["town_code"])
        assert row["name"].startswith(row["short_name"].removesuffix("村").removesuffix("社区"))
        found[row["town_code"], row["kind"]] += 1
    for code, row in towns.items():
        assert int(row["communities"]) == found[code, "社区"]
        assert int(row["villages"]) == found[code, "村"]
        assert int(row["village_count"]) == found[code, "社区"] + found[code, "村"]


def outline():
    return json.loads((PACK / "areas" / "outline.geojson").read_text(encoding="utf-8"))


def test_the_outline_is_small_credited_and_as_large_as_the_county():
    county = outline()
    area = shape(county["geometry"])
    assert area.is_valid
    assert shapely.get_num_coordinates(area) <= 400
    assert "CC BY 4.0" in county["properties"]["attribution"]
    published = next(r for r in rows("calibration/population.csv") if r["id"] == "area-km2")
    assert area_km2(county) == pytest.approx(float(published["value"]), rel=0.01)


def test_cells_of_the_old_seats_join_into_the_twelve_towns():
    county = outline()
    area = shape(county["geometry"])
    points, groups = {}, {}
    for row in rows("areas/points_2016.csv"):
        points[row["code_2016"]] = (float(row["lon"]), float(row["lat"]))
        groups[row["code_2016"]] = row["town"]
    for row in rows("areas/towns.csv"):
        assert area.contains(Point(float(row["lon"]), float(row["lat"])))
        if row["code"] not in groups.values():
            points[row["code"]] = (float(row["lon"]), float(row["lat"]))
            groups[row["code"]] = row["code"]
    cells = voronoi_cells(points, county, groups=groups)
    assert {cell["id"] for cell in cells["features"]} == {
        r["code"] for r in rows("areas/towns.csv")
    }
    found = [shape(cell["geometry"]) for cell in cells["features"]]
    assert all(cell.is_valid for cell in found)
    assert shapely.union_all(found).symmetric_difference(area).area < 1e-9
    assert sum(area_km2(cell["geometry"]) for cell in cells["features"]) == pytest.approx(
        area_km2(county)
    )


def test_indicators_have_the_numbers_their_printed_words_say():
    for row in rows(f"{PLAN}/indicators.csv"):
        for printed, number in ((row["baseline_raw"], "baseline"), (row["target_raw"], "target")):
            digits = re.findall(r"\d+(?:\.\d+)?", printed)
            assert ([float(row[number])] if row[number] else []) == [float(d) for d in digits]
        sign = re.match(r"[<>≤≥≦≧]?", row["target_raw"])[0].translate(
            {ord("≦"): "<=", ord("≤"): "<=", ord("≥"): ">=", ord("≧"): ">="}
        )
        expected = ">=" if row["target_raw"].endswith("以上") else sign or "="
        assert row["operator"] == (expected if row["target"] else "text")


def test_national_targets_name_county_indicators_of_the_same_domain():
    county = {row["id"]: row for row in rows(f"{PLAN}/indicators.csv")}
    linked = [row for row in rows("plan/national-2025/indicators.csv") if row["county_indicator"]]
    assert len(linked) == 21
    assert len({row["county_indicator"] for row in linked}) == 21
    for row in linked:
        assert county[row["county_indicator"]]["domain"] == row["domain"]


def test_targets_and_coverage_point_at_rows_that_exist():
    projects = {row["id"] for row in rows(f"{PLAN}/projects.csv")}
    assert {row["project_id"] for row in rows(f"{PLAN}/project_targets.csv")} <= projects
    assert Counter(row["severity"] for row in rows(f"{PLAN}/inconsistencies.csv"))["高"] == 7
    wanted = [row["id"] for row in rows(f"{PLAN}/requirements.csv")]
    cover = rows("coverage.csv")
    assert [row["req_id"] for row in cover] == wanted == [f"R{i:03d}" for i in range(1, 356)]
    for row in cover:
        nouns = row["nouns"].split()
        assert 1 <= len(nouns) <= 4
        assert set(nouns) <= NOUNS, row
        assert len(nouns) == len(set(nouns))
        assert row["status"] in {"planned", "declared"}
        assert bool(row["files"]) == (row["status"] == "declared")
        assert all((PACK / name).exists() for name in row["files"].split())
    assert {noun for row in cover for noun in row["nouns"].split()} == NOUNS


def test_holidays_are_whole_days_of_their_year_and_this_year_is_there():
    years = {path.stem for path in (PACK / "holidays").glob("*.csv")}
    assert years >= {"2021", "2022", "2023", "2024", "2025", "2026"}
    for year in years:
        found = rows(f"holidays/{year}.csv")
        days = [date.fromisoformat(row["date"]) for row in found]
        assert days == sorted(set(days))
        assert {str(day.year) for day in days} == {year}
        assert all(
            day.weekday() >= 5
            for day, row in zip(days, found, strict=True)
            if row["kind"] == "workday"
        )
        assert {row["kind"] for row in found} <= {"holiday", "workday"}
        assert any(row["name"] == "春节" for row in found)


def test_published_margins_add_up():
    margins = {row["id"]: float(row["value"]) for row in rows("calibration/population.csv")}
    assert margins["share-male"] + margins["share-female"] == pytest.approx(100)
    ages = margins["share-0-14"] + margins["share-15-59"] + margins["share-60-plus"]
    assert ages == pytest.approx(100)
    assert margins["share-65-plus"] < margins["share-60-plus"]
    assert margins["urban-residents"] < margins["residents"] < margins["registered"]
    share = margins["city-residents"] / margins["city-households"]
    assert margins["household-size"] == pytest.approx(share, abs=0.2)  # collective households


def test_margins_taken_from_the_plan_repeat_its_figures():
    indicators = {row["id"]: row for row in rows(f"{PLAN}/indicators.csv")}
    cited = 0
    for row in rows("calibration/population.csv"):
        if found := re.search(r"T1-\d+", row["note"]):
            indicator = indicators[found[0]]
            assert float(row["value"]) == float(indicator["baseline"])
            assert f"第{indicator['line']}行" in row["note"]
            cited += 1
    assert cited >= 15


def copied_runs(cell, text, least):
    """The longest stretches of the cell that stand in the plan word for word."""
    cell, at = re.sub(r"\s+", "", cell), 0
    while at <= len(cell) - least:
        end = at + least
        if cell[at:end] not in text:
            at += 1
            continue
        while end < len(cell) and cell[at : end + 1] in text:
            end += 1
        yield cell[at:end]
        at = end


def cells():
    for path in sorted(PACK.rglob("*.csv")):
        name = path.relative_to(PACK).as_posix()
        for number, row in enumerate(rows(name), 2):
            for column, cell in row.items():
                yield f"{name}:{number}", column, cell
    for path in sorted(PACK.rglob("*")):
        if path.suffix in {".toml", ".yaml", ".geojson"}:
            for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                yield f"{path.relative_to(PACK)}:{number}", "", text


def test_the_plan_is_paraphrased_not_copied():
    text = plan_text()
    total = 0
    for place, column, cell in cells():
        if column in NAMES:
            continue
        for run in copied_runs(cell, text, RUN):
            assert len(run) <= SHORT, f"{place} copies {len(run)} characters of the plan: {run}"
            total += len(run)
    assert total <= QUOTED


def test_titles_and_names_are_no_back_door_for_running_text():
    text = plan_text()
    for place, column, cell in cells():
        if column in NAMES and any(len(run) > 40 for run in copied_runs(cell, text, 41)):
            pytest.fail(f"{place}: `{column}` is longer than any name: {cell}")


@pytest.mark.parametrize(
    ("mine", "theirs", "pairs"),
    [
        (
            "indicators.csv",
            "indicators.csv",
            ("id=indicator_id domain=domain name=name unit=unit_as_printed "
            "baseline_raw=baseline_2020_as_printed baseline=baseline_value "
            "target_raw=target_2025_as_printed operator=target_operator target=target_value nature=nature"),
        ),
        ("domains.csv", "service_domains.csv", "domain=domain declared=declared_count"),
        ("services.csv", "service_items_named.csv", "domain=domain no=segment_no name=named_item"),
        ("projects.csv", "projects.csv", "id=project_id box=box no=no title=title"),
        ("project_targets.csv", "project_targets.csv", ("id=target_id project_id=project_id "
         "quantity=quantity quantity_max=quantity_max")),
        ("commitments.csv", "commitments.csv", "id=id kind=kind deadline=deadline"),
        ("requirements.csv", "requirements.csv", ("id=req_id module=module kind=kind "
         "function=software_function box=box line=line occurrences=occurrences")),
    ],
)  # fmt: skip
def test_the_plan_files_equal_the_research_row_by_row(mine, theirs, pairs):
    columns = dict(pair.split("=") for pair in pairs.split())
    checked = truth(f"plan/{theirs}")
    found = rows(f"{PLAN}/{mine}")
    assert len(found) == len(checked)
    for row, other in zip(found, checked, strict=True):
        assert {a: row[a] for a in columns} == {a: other[b] for a, b in columns.items()}
        if "source_addr" in other and "line" in row and theirs != "requirements.csv":
            assert row["line"] == line_of(other["source_addr"])


def test_single_figures_of_the_commitments_equal_the_research():
    same = 0
    for row, other in zip(
        rows(f"{PLAN}/commitments.csv"), truth("plan/commitments.csv"), strict=True
    ):
        if re.fullmatch(r"[\d.]+", other["quantity"]):
            assert (row["quantity"], row["operator"]) == (other["quantity"], other["operator"])
            same += 1
        else:
            numbers = re.findall(r"\d+(?:\.\d+)?", other["quantity"])
            written = row["paraphrase"] + row["quantity"] + row["quantity_max"]
            assert all(number in written for number in numbers), row["id"]
    assert same >= 45


def test_catalogue_and_areas_equal_the_research():
    for row, other in zip(
        rows("catalog/services.csv"), truth("plan/service_items_90.csv"), strict=True
    ):
        assert (row["domain"], row["slot"]) == (other["domain"], other["slot"])
        assert (row["national_no"], row["national_item"]) == (
            other["national_no"],
            other["national_item"],
        )
        assert row["match_status"] == re.sub("（.*", "", other["match_status"])
    for name, file, code in (
        ("areas/towns.csv", "facts/towns_510811.csv", "code9"),
        ("areas/villages.csv", "facts/villages_510811.csv", "code12"),
    ):
        listed = [(r[code], r["name"]) for r in truth(file)]
        assert [(r["code"], r["name"]) for r in rows(name)] == listed


def test_headings_stand_at_their_lines_in_order():
    found = rows(f"{PLAN}/chapters.csv")
    assert all(int(a["line"]) < int(b["line"]) for a, b in pairwise(found))
    assert Counter(row["level"] for row in found) == {"1": 9, "2": 27}
    lines = plan_lines()
    manifest = tomllib.loads((PACK / PLAN / "plan.toml").read_text(encoding="utf-8"))
    assert manifest["lines"] == len(lines)
    for row in found:
        printed = re.sub(r"\s+", "", lines[int(row["line"]) - 1])
        assert printed == re.sub(r"\s+", "", row["title"])
