"""Places are nested by their codes: village in town, town in county, county in the chain."""

from __future__ import annotations

from zhaohui.packs.checks.scope import Scope

NATION = "00"


def check_areas(scope: Scope) -> None:
    """The chain of areas, and the codes of towns, villages and points."""
    _chain(scope)
    _towns(scope)
    _villages(scope)
    _points(scope)
    _map(scope)


def _chain(scope: Scope) -> None:
    pack = scope.pack
    chain = pack.areas_chain
    whole = [pack.code, pack.code[:4], pack.code[:2], NATION]
    if list(chain) != [area for area in whole if area in chain] or chain[0] != pack.code:
        scope.problems.error(
            pack.manifest.place,
            f"`areas_chain` {', '.join(chain)} does not lead from {pack.code} outwards",
            f"write {whole}",
        )


def _towns(scope: Scope) -> None:
    pack = scope.pack
    scope.duplicates(((r.code, r.place) for r in pack.towns), "town")
    for town in pack.towns:
        if not town.code.startswith(pack.code):
            scope.problems.error(
                town.place,
                f"the code {town.code} of {town.name} does not begin with {pack.code}",
                "a town's code begins with its county's",
            )
        if (town.lon is None) != (town.lat is None):
            scope.problems.error(town.place, f"{town.name} has only one of `lon` and `lat`")


def _villages(scope: Scope) -> None:
    pack = scope.pack
    scope.duplicates(((r.code, r.place) for r in pack.villages), "village")
    towns = {row.code for row in pack.towns}
    for village in pack.villages:
        if village.town_code not in towns and scope.whole("areas/towns.csv"):
            scope.problems.error(
                village.place,
                f"the town {village.town_code} of {village.name} is not in areas/towns.csv",
            )
        if not village.code.startswith(village.town_code):
            scope.problems.error(
                village.place,
                f"the code {village.code} of {village.name} does not begin with its town's, "
                f"{village.town_code}",
            )


def _points(scope: Scope) -> None:
    towns = {row.code for row in scope.pack.towns}
    for point in scope.pack.points:
        for code in dict.fromkeys((point.code, point.town)):
            if code and code not in towns and scope.whole("areas/towns.csv"):
                scope.problems.error(point.place, f"the town {code} of {point.name} is unknown")


def _map(scope: Scope) -> None:
    """The outline is GeoJSON, the seats lie in it, and pages know whom to credit."""
    from zhaohui.engines.areas import AreaError  # geometry libraries: only where a map is checked
    from zhaohui.packs.town_cells import town_cells

    name = "areas/outline.geojson"
    told = any(p.severity == "error" and p.place.startswith("areas/") for p in scope.problems)
    if told or not (scope.pack.folder / name).is_file():
        return
    try:
        town_cells(scope.pack)
    except AreaError as error:
        scope.problems.error(f"{name}:1", error.message, error.hint)
    except ValueError as error:
        scope.problems.error(
            f"{name}:1", f"this is not GeoJSON: {error}", "export it again as WGS84"
        )
    if not scope.pack.attribution.outline.credit:
        scope.problems.warning(
            scope.pack.attribution.place,
            "the outline has no `credit`",
            "write whose data it is: pages that show the map print it",
        )
