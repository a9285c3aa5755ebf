"""A form made ready to be filled: its pages, each field with its fact, bounds and condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from zhaohui.engines.rules.condition import Condition
from zhaohui.packs.schema.forms import DocumentRow, FieldRow, FormRow, ScaleRow, StepRow, Use
from zhaohui.packs.schema.registers import FactRow

START, END = "start", "end"  # the page before the first step, and what follows the last
TODAY = "today"
Limit = int | date | str | None  # a date's limit may be the word `today`

PapersOf = Literal["subject", "applicant", "home"]


@dataclass(frozen=True)
class Entry:
    """A field as it is asked: its row, the fact (or own field) behind it, typed bounds."""

    row: FieldRow
    fact: FactRow
    label: str
    help: str
    is_own: bool
    when: Condition | None = None
    low: Limit = None
    high: Limit = None

    @property
    def key(self) -> str:
        """The name that answers are kept under."""
        return self.fact.name

    @property
    def is_sensitive(self) -> bool:
        """Whether the answer is kept sealed."""
        return self.fact.privacy == "sensitive"


@dataclass(frozen=True)
class Page:
    """What is asked at once: fields of one step, or (without fields) what its rules still need."""

    key: str
    step: StepRow
    entries: tuple[Entry, ...] = ()
    when: Condition | None = None

    @property
    def is_needs(self) -> bool:
        """Whether the rules engine chooses what this page asks."""
        return self.step.needs is not None

    def serves(self, use: Use) -> bool:
        """Say whether the page belongs to this use of the form."""
        return not self.step.uses or use in self.step.uses


@dataclass(frozen=True)
class Paper:
    """A document of the form with its condition."""

    row: DocumentRow
    when: Condition | None = None


@dataclass(frozen=True, eq=False)
class Sheet:
    """A compiled form. `about_person`: without `repeat`, a person's fields are the subject's.

    `papers_of`: whose facts the documents' conditions read and whose knowledge waives them: as the
    form's subject has it, the first member's (the applicant's), or hers and the whole home's.
    """

    form: FormRow
    pages: tuple[Page, ...]
    papers: tuple[Paper, ...] = ()
    papers_of: PapersOf = "subject"

    @property
    def about_person(self) -> bool:
        """Whether the form has exactly one member, its subject."""
        return self.form.subject == "person"

    @property
    def scales(self) -> Sequence[ScaleRow]:
        """The form's scales."""
        return self.form.scales

    @property
    def entries(self) -> dict[str, Entry]:
        """Every field of the form by its name."""
        return {entry.key: entry for page in self.pages for entry in page.entries}

    def page(self, key: str) -> Page | None:
        """Return the page of that key."""
        return next((page for page in self.pages if page.key == key), None)

    def is_per_member(self, name: str) -> bool:
        """Say whether a field is asked of each member."""
        return any(
            entry.key == name and page.step.repeat for page in self.pages for entry in page.entries
        )

    def as_json(self) -> dict[str, Any]:
        """Return the form and the facts it asks, as plain JSON values: all that a page needs."""
        facts = [each.fact for each in self.entries.values() if not each.is_own]
        return {
            "form": self.form.as_json(),
            "facts": [fact.model_dump(mode="json", exclude={"place"}) for fact in facts],
        }
