"""Rows of access/: the county's posts, and what each may do where."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from zhaohui.packs.schema.row import Row, Slug, Word

BUILT_IN_POSTS = ("public", "resident", "helper")
ActionName = Annotated[str, Field(pattern=r"^[a-z]+\.[a-z_]+$")]


class PostRow(Row):
    """A post 岗位 that officers are appointed to, and the level of area it is held for."""

    post: Slug
    name: Word
    level: Literal["district", "town", "village"]
    note: str = ""


class PolicyRow(Row):
    """One permission: who (a post, or public, resident, helper) may do what, in which range."""

    post: Slug
    action: ActionName
    range: Literal["own", "mandate", "area", "county"]
    why: Word
