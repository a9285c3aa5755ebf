"""Rows of access/: the county's posts, and what each may do where."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhaohui.packs.schema.row import Row, Slug, Word

# Roles that nobody is appointed to. `public` stands for everybody: what everybody may open is
# marked in the program, so the policy has no row for it. `partner`: another office's system, which
# comes with a key for one area.
PARTNER = "partner"
BUILT_IN_POSTS = ("public", "resident", "helper", PARTNER)
RANGES_OF_BUILT_IN = {
    "public": (),
    "resident": ("own",),
    "helper": ("mandate",),
    PARTNER: ("area",),
}
ActionName = Annotated[str, Field(pattern=r"^[a-z]+\.[a-z_]+$")]


class PostRow(Row):
    """A post 岗位 that officers are appointed to, and the level of area it is held for."""

    post: Slug
    name: Word
    level: Literal["district", "town", "village"]
    not_with: str = ""  # posts that the same person can't hold, separated by spaces
    note: str = ""


class PolicyRow(Row):
    """One permission: who (a post, or public, resident, helper, partner) may do what, in which range.

    `delegated`: in the appointment's own area, for what a delegation 赋权 in force gives it.
    """

    post: Slug
    action: ActionName
    range: Literal["own", "mandate", "area", "county", "delegated"]
    why: Word
