"""The form in which an officer proposes to change one element of an item."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhaohui.county.catalog.errors import ProposalError
from zhaohui.county.catalog.item_entry import STATES, ItemEntry, read_value, value_now
from zhaohui.doors.office.document_form import DocumentForm
from zhaohui.doors.portal.item_words import WORDS, title_of, value_words
from zhaohui.packs.items import CHANGEABLE, Item


@dataclass(frozen=True)
class Option:
    """One choice of an element: its value, its words, whether it is chosen."""

    value: str
    words: str
    is_chosen: bool


@dataclass(kw_only=True)
class ItemForm(DocumentForm):
    """What was written about one element; `problems` are there after `read`."""

    item: Item
    element: str
    written: Sequence[str] = ()

    @property
    def shape(self) -> str:
        """What a value of the element looks like."""
        return CHANGEABLE[self.element]

    @property
    def title(self) -> str:
        """What the element is called."""
        return title_of(self.element)

    @property
    def now(self) -> str:
        """What the element holds, in words."""
        return value_words(self.element, value_now(self.item, self.element), self.item)

    @property
    def is_many(self) -> bool:
        """Whether several options may be chosen."""
        return self.shape in ("levels", "channels", "kept_materials")

    @property
    def text(self) -> str:
        """What was written into the one input."""
        return self.written[0] if self.written else ""

    @property
    def options(self) -> list[Option]:
        """Return the choices of an element that has choices."""
        if self.shape == "kept_materials":
            words = {material.id: material.name for material in self.item.materials}
        elif self.shape == "yes_no":
            words = {"yes": _("是"), "no": _("否")}
        elif self.shape == "state":
            words = {name: _(WORDS["state"][name]) for name in STATES[self.item.state]}
        else:
            words = {name: _(said) for name, said in WORDS.get(self.element, {}).items()}
        return [Option(name, said, name in self.written) for name, said in words.items()]

    def read(self) -> ItemEntry | None:
        """Return the entry, or None with what is to be mended in `problems`."""
        values: dict[str, Any] = {"item": self.item.name, "element": self.element}
        try:
            values["value"] = read_value(self.item, self.element, self.written)
        except ProposalError as error:
            self.tell(error)
        values["start"] = self._day("start", is_needed=True)
        if not self.evaluation:
            self._tell("evaluation", _("请选：根据哪一次评估。"))
        values |= self.document()
        return None if self.problems else ItemEntry(**values)

    @property
    def evaluation(self) -> int:
        """The number of the evaluation that was chosen; 0 for none."""
        written = self.raw.get("evaluation", "")
        return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0

    def tell(self, error: ProposalError) -> None:
        """Show an error of the action at its input."""
        self._tell(error.field, str(error))


def blank(item: Item, element: str, today: dt.date) -> ItemForm:
    """Return the form with what holds now, from today."""
    now = value_now(item, element)
    if isinstance(now, bool):
        written = ["yes" if now else "no"]
    elif isinstance(now, list):
        written = [str(each) for each in now]
    else:
        written = ["" if now is None else str(now)]
    return ItemForm(item=item, element=element, written=written, raw={"start": today.isoformat()})
