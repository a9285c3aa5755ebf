"""Records that an actor may see, filtered in SQL by her ranges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.accounts.scope import in_scope
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registers.history import Line, lines_of
from zhaohui.county.registers.models import FILTERED, Assessment, Import, Record, Revision
from zhaohui.county.registers.narrowing import Walked
from zhaohui.county.registers.scoring import Scored, open_scores
from zhaohui.county.registry.models import Person
from zhaohui.packs.schema.register_files import RegisterRow

MOST_REVISIONS = 100
MOST_IMPORTS = 20


def register_of(register_id: str) -> RegisterRow:
    """Return the register of the pack; NotVisible when there is none."""
    try:
        return current_pack().register(register_id)
    except KeyError:
        raise NotVisible from None


def visible_to(actor: Actor, action: str) -> QuerySet[Record]:
    """Return the records in the actor's range for this action.

    A record about somebody goes with her: where she lives today decides, not where she lived when
    it was entered.
    """
    home = Coalesce("person__village", "person__town")
    rows = Record.objects.annotate(
        lies_in=Case(When(person=None, then=F("area")), default=home),
    )
    return rows.filter(in_scope(actor, action, village="lies_in", town=""))


def require_reach(actor: Actor, action: str, pk: int) -> None:
    """Raise NotVisible unless the actor may do `action` to this record."""
    if not visible_to(actor, action).filter(pk=pk).exists():
        raise NotVisible


def record_of(actor: Actor, action: str, register_id: str, pk: int) -> Record:
    """Return one record of a register; NotVisible outside the actor's range."""
    found = visible_to(actor, action).filter(register=register_id, pk=pk)
    record = found.select_related("person").first()
    if record is None:
        raise NotVisible
    return record


def assessments_of(actor: Actor, row: Record) -> list[Assessment]:
    """Return a record's assessments, newest first; none where the actor may not see the record."""
    found = Assessment.objects.filter(record=row, record__in=visible_to(actor, "record.read"))
    return list(found.order_by("-pk"))


def assessments_with_results(
    actor: Actor, row: Record
) -> list[tuple[Assessment, tuple[Scored, ...]]]:
    """Return the same with what each added up to, opened."""
    return [(each, open_scores(each)) for each in assessments_of(actor, row)]


def assessment_of(actor: Actor, row: Record, pk: int) -> Assessment:
    """Return one assessment of a record with it; NotVisible where there is none for the actor."""
    found = Assessment.objects.filter(record=row, record__in=visible_to(actor, "record.read"))
    made = found.filter(pk=pk).select_related("record__person").first()
    if made is None:
        raise NotVisible
    return made


def locked(actor: Actor, action: str, register_id: str, pk: int) -> Record:
    """Return one record of a register, locked for a change; NotVisible outside the actor's range."""
    rows = Record.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(pk=pk, register=register_id, merged_into=None).first()
    if row is None:
        raise NotVisible
    require_reach(actor, action, row.pk)
    return row


def listed(actor: Actor, register: RegisterRow, action: str = "record.read") -> QuerySet[Record]:
    """Return the records of a register's list: those in the actor's range that were not merged.

    The index serves the area as it is kept. Who has moved out of range since is left out; who has
    moved in comes with the night (`follow_moves`).
    """
    rows = Record.objects.filter(register=register.id, merged_into=None)
    rows = rows.annotate(**{f"walked_{name}": Walked(name) for name in ("state", *FILTERED)})
    rows = rows.filter(in_scope(actor, action, village="area", town=""))
    if register.is_about_somebody and not actor.everywhere(action):
        rows = rows.annotate(lies_in=Coalesce("person__village", "person__town"))
        rows = rows.filter(in_scope(actor, action, village="lies_in", town=""))
    return rows


def history_of(actor: Actor, row: Record) -> list[tuple[Revision, list[Line]]]:
    """Return what was done to a record, newest first, at most a hundred, with each field's texts."""
    found = Revision.objects.filter(record=row, record__in=visible_to(actor, "record.read"))
    return [(each, lines_of(each)) for each in found.order_by("-pk")[:MOST_REVISIONS]]


def import_of(actor: Actor, register: RegisterRow, pk: int) -> Import:
    """Return one's own import into a register; NotVisible for any other."""
    found = Import.objects.filter(pk=pk, register=register.id, officer=actor.user_id).first()
    if found is None:
        raise NotVisible
    return found


def imports_of(actor: Actor, register: RegisterRow) -> list[Import]:
    """Return one's own imports into a register, newest first."""
    found = Import.objects.filter(register=register.id, officer=actor.user_id)
    return list(found.order_by("-pk")[:MOST_IMPORTS])


def record_about(actor: Actor, register: RegisterRow, person: Person) -> Record | None:
    """Return the record that a person (or her household) has in a register, if the actor may see it."""
    found = visible_to(actor, "record.read").filter(register=register.id)
    if register.subject == "household":
        return found.filter(household=person.living_id).first()
    return found.filter(person=person.pk).first()


def records_in(register: RegisterRow, states: Sequence[str]) -> Iterator[Record]:
    """Yield a register's records in these states (none: all) for a nightly look, whoever's they are."""
    rows = Record.objects.filter(register=register.id, merged_into=None).select_related("person")
    if states:
        rows = rows.filter(state__in=states)
    return rows.order_by("pk").iterator(chunk_size=2000)
