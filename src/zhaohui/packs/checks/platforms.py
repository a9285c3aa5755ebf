"""Platforms 平台: what they name is there and public."""

from __future__ import annotations

from pathlib import PurePosixPath

from zhaohui.packs.checks.nearest import nearest
from zhaohui.packs.checks.scope import Scope
from zhaohui.packs.schema.platforms import FigureRow, PlatformRow


def check_platforms(scope: Scope) -> None:
    """Check every platform."""
    for row in scope.pack.platforms:
        _names(scope, row)
        for figure in row.figures:
            _figure(scope, row, figure)


def _names(scope: Scope, row: PlatformRow) -> None:
    error, pack = scope.problems.error, scope.pack
    stem = PurePosixPath(row.place.rpartition(":")[0]).stem
    if row.id != stem:
        error(row.place, f"the id {row.id} is not the file's name", f"write {stem}")
    public = {each.id for each in pack.registers if each.public}
    known = (
        ("domain", (row.domain,), {each.domain for each in pack.domains}, "catalog/domains.csv"),
        ("public register", row.registers, public, "registers/"),
        ("offer", row.offers, {each.id for each in pack.offers}, "offers/"),
        ("rule", row.rules, {each.id for each in pack.rules}, "rules/"),
        ("item", row.items, {each.name for each in pack.items}, "catalog/items/"),
        ("row of the plan", row.requirements, {r.req_id for r in pack.coverage}, "coverage.csv"),
    )
    for what, names, there, file in known:
        for name in names:
            if name not in there and scope.whole(file):
                error(row.place, f"the {what} {name} is unknown", nearest(name, there))


def _figure(scope: Scope, row: PlatformRow, figure: FigureRow) -> None:
    found = next((each for each in scope.pack.registers if each.id == figure.register_id), None)
    view = found.public if found else None
    field = found.field(figure.field) if found else None
    is_shown = view is not None and figure.field in view.columns
    if figure.register_id not in row.registers or not is_shown or field is None:
        sentence = f"{figure.field} is no public column of {figure.register_id} on this platform"
        scope.problems.error(
            figure.place, sentence, "name a register of `registers` and its column"
        )
    elif field.type != "int":
        sentence = f"{figure.field} is of the type {field.type}, and a figure adds whole numbers"
        scope.problems.error(figure.place, sentence, "name a field of the type int")
