"""platforms/*.yaml: what a domain has, on one public page 平台."""

from __future__ import annotations

from zhaohui.packs.schema.row import Row, Slug, Sourced, Word


class FigureRow(Row):
    """A sum over a register's public rows, such as beds: `field` is a whole number that is public."""

    register_id: Slug
    field: Word
    name: Word
    name_en: str = ""


class PlatformRow(Sourced):
    """A platform 平台: registers with a public view, figures over them, offers, rules and items, by id."""

    id: Slug
    name: Word
    name_en: str = ""
    intro: Word
    intro_en: str = ""
    domain: Word
    registers: tuple[Slug, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    offers: tuple[Slug, ...] = ()
    rules: tuple[Slug, ...] = ()
    items: tuple[Slug, ...] = ()
    requirements: tuple[str, ...] = ()
