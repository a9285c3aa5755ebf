"""Take a previewed file in, by parts that are each whole 导入."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.bulk_rows import renew_statistics
from zhaohui.county.registers.actions.enter_record import store_new
from zhaohui.county.registers.errors import ImportRefused
from zhaohui.county.registers.history import differences, revision
from zhaohui.county.registers.import_file import drop_file, open_file, read_rows
from zhaohui.county.registers.import_rows import Judged, judge_rows
from zhaohui.county.registers.keepers import require_keeper
from zhaohui.county.registers.layouts import columns_to_write
from zhaohui.county.registers.models import Import, ImportState, Record, Revision
from zhaohui.county.registers.reviews import next_review
from zhaohui.county.registers.sheets import AREA
from zhaohui.county.registers.written import fill, texts_of
from zhaohui.county.registry.queries import places_of
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"
CHUNK = 500


def run_import(actor: Actor, register: RegisterRow, pk: int, *, skips_bad: bool = False) -> Import:
    """Take in the rows of a previewed file and return the import; called again it goes on.

    Five hundred rows a transaction: killed in between, what was done stays and is not done again
    (the row's subject or key tells). ImportRefused where a row is wrong, unless `skips_bad`; then
    nothing is stored. Rows are judged anew as they are taken in.
    """
    require_keeper(actor, register)
    made = begin_import(actor, register, pk, skips_bad=skips_bad)
    if made.state == ImportState.DONE:
        return made
    rows = read_rows(register, made.name, open_file(made.pk))
    while made.done < len(rows):
        part = rows[made.done : made.done + CHUNK]
        with transaction.atomic():
            made = Import.objects.select_for_update(of=("self",)).get(pk=made.pk)
            judged = judge_rows(actor, register, part)
            _take(actor, register, made, judged)
            made.done += len(part)
            if made.done >= len(rows):
                made.state = ImportState.DONE
            made.save(update_fields=["done", "state", "report"])
    drop_file(made.pk)
    renew_statistics()
    return made


def drop_import(actor: Actor, register: RegisterRow, pk: int) -> Import:
    """Give a previewed file up; it is removed."""
    with transaction.atomic():
        made = _locked(actor, register, pk)
        if made.state == ImportState.PREVIEWED:
            made.state = ImportState.DROPPED
            made.save(update_fields=["state"])
            transaction.on_commit(lambda: drop_file(pk))
    return made


def begin_import(actor: Actor, register: RegisterRow, pk: int, *, skips_bad: bool) -> Import:
    """Lock a previewed import, note that it runs, and return it; ImportRefused as `run_import`."""
    with transaction.atomic():
        made = _locked(actor, register, pk)
        if made.state == ImportState.DROPPED:
            raise ImportRefused(_("这个文件已经放弃了。"), hint=_("请重新选文件预览。"))
        if made.state == ImportState.PREVIEWED:
            if made.report["bad"] and not skips_bad:
                raise ImportRefused(
                    _("有 %(n)s 行不对，没有导入。") % {"n": made.report["bad"]},
                    hint=_("请改好文件重新预览，或者选“跳过有错的行”。"),
                )
            made.state, made.skips_bad = ImportState.RUNNING, skips_bad
            made.report |= {"taken": {"new": 0, "change": 0, "same": 0, "bad": 0}}
            made.save(update_fields=["state", "skips_bad", "report"])
    return made


def _locked(actor: Actor, register: RegisterRow, pk: int) -> Import:
    rows = Import.objects.select_for_update(of=("self",))
    found = rows.filter(pk=pk, register=register.id, officer=actor.user_id).first()
    if found is None:
        raise ImportRefused(_("没有这个导入。"), hint=_("请重新选文件预览。"))
    return found


def _take(actor: Actor, register: RegisterRow, made: Import, judged: list[Judged]) -> None:
    counts = Counter(each.kind for each in judged)
    if counts["bad"] and not made.skips_bad:
        raise ImportRefused(
            _("预览以后有 %(n)s 行变得不对了，这一段没有导入。") % {"n": counts["bad"]},
            hint=_("请重新预览。"),
        )
    columns = columns_to_write(register)
    homes = places_of(each.person for each in judged if each.person is not None)
    told: list[Revision] = []
    for each in judged:
        if each.kind == "new":
            living = homes[each.person].living if each.person in homes else None
            told.append(_new(actor, register, each, columns, living))
        elif each.kind == "change":
            told.append(_changed(actor, register, each, columns))
    Revision.objects.bulk_create(told)
    taken = made.report["taken"]
    made.report |= {"taken": {kind: taken[kind] + counts[kind] for kind in taken}}
    change = {"did": "import", "register": register.id, "rows": len(told), "sha256": made.sha256}
    people = tuple(each.person for each in judged if each.person and each.kind in ("new", "change"))
    event = Event(
        WRITE,
        subject=("import", made.pk),
        purpose=register.purpose,
        fields=tuple(field.name for field in register.fields),
        change=change,
        people=people,
    )
    record_many(actor, (event,))


def _new(
    actor: Actor, register: RegisterRow, each: Judged, columns: dict[str, str], living: int | None
) -> Revision:
    first, today = register.states[0].id, county_today()
    row = Record(
        register=register.id,
        person_id=each.person,
        household_id=living if register.subject == "household" else None,
        area=each.area,
        state=first,
        keeper_id=actor.user_id,
        reviewed_on=today,
        review_due=next_review(register, first, today),
    )
    fill(row, register, each.texts, columns)
    store_new(row)
    return revision(actor, register, row, "import", differences({}, each.texts, register))


def _changed(
    actor: Actor, register: RegisterRow, each: Judged, columns: dict[str, str]
) -> Revision:
    row = each.record
    assert row is not None
    changed = differences(texts_of(row), each.texts, register)
    if not register.is_about_somebody and each.area != row.area:
        changed.append((AREA, row.area, each.area))
        row.area = each.area
    fill(row, register, each.texts, columns)
    row.version += 1
    row.keeper_id = actor.user_id
    row.save()
    return revision(actor, register, row, "import", changed)
