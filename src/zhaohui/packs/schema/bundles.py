"""bundles/*.yaml: a 一件事, the service items that are applied for, handled and answered as one."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from zhaohui.packs.schema.row import Row, Slug, SlugOrNone, Verification, Word


class BundleMemberRow(Row):
    """An item of the bundle.

    `about`: whom it is for, as a condition over a person; empty: the applicant. `when`: in which
    household it belongs to the bundle; both are words of the rules' language, `condition` says the
    same in words. `after`: items whose decision this one needs first, `because` says why.
    """

    item: Slug
    about: str = ""
    when: str = ""
    condition: str = ""
    after: tuple[Slug, ...] = ()
    because: str = ""

    @model_validator(mode="after")
    def _is_told(self) -> Self:
        if (self.about or self.when) and not self.condition:
            raise ValueError("a member with `about` or `when` says its `condition` in words")
        if bool(self.after) != bool(self.because):
            raise ValueError("`after` and `because` go together: what it waits for, and why")
        return self


class AbsentItemRow(Row):
    """What belongs to the event and has no item in this pack: named, with who would fill it."""

    name: Word
    department: Word
    note: str = ""


class BundleRow(Row):
    """A 一件事 of one life event: its items, and by name what is not among them.

    `minors`: for whom else of the household the applicant may apply, a condition over what the
    registry knows of that person; needed where a member has `about`.
    """

    id: Slug
    name: Word
    name_en: Word
    event: SlugOrNone = ""
    intro: Word
    intro_en: str = ""
    minors: str = ""
    minors_source: str = ""
    members: tuple[BundleMemberRow, ...] = ()
    absent: tuple[AbsentItemRow, ...] = ()
    verification: Verification
    note: str = ""

    @model_validator(mode="after")
    def _has_something(self) -> Self:
        if not self.members and not self.absent:
            raise ValueError("a bundle has `members`, or says in `absent` what is missing")
        if any(member.about for member in self.members) and not self.minors:
            raise ValueError("members with `about` need `minors`: for whom else one may apply")
        if bool(self.minors) != bool(self.minors_source):
            raise ValueError("`minors` names its source in `minors_source`")
        return self

    def member(self, item: str) -> BundleMemberRow | None:
        """Return the member that is this item."""
        return next((member for member in self.members if member.item == item), None)
