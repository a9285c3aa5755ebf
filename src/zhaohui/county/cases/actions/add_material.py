"""Hand in a file, take a wrong one back before it is submitted, read one 交材料."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.cases.errors import CaseStateError, MaterialError
from zhaohui.county.cases.file_kinds import kind_of
from zhaohui.county.cases.items import documents_of_form
from zhaohui.county.cases.material_store import keep_file, open_file
from zhaohui.county.cases.models import CaseState, Material, Scan
from zhaohui.county.cases.queries import READ, case_visible_to, visible_to
from zhaohui.county.cases.states import OWN
from zhaohui.county.forms.actions.submit_draft import locked_draft
from zhaohui.county.forms.errand import DRAFT_WRITE

MOST_FILES = 40
OTHER = "other"
CheckedFile = tuple[tuple[str, str], str, str, Scan, int]
TAKES = (CaseState.SUBMITTED, CaseState.RETURNED)


def add_to_draft(
    actor: Actor,
    draft_id: int,
    *,
    document: str,
    name: str,
    content: bytes,
    action: str = DRAFT_WRITE,
) -> Material:
    """Keep a file with a draft that is not submitted yet. MaterialError where it can't be taken."""
    kind, folder, digest, said, _size = checked_file(content)
    with transaction.atomic():
        draft = locked_draft(actor, draft_id, action=action)
        if draft.submitted_at is not None:
            raise CaseStateError(_("已经提交，材料请在“我的办件”里补。"))
        if draft.materials.count() >= MOST_FILES:
            raise MaterialError(_("文件太多：最多 40 个。"))
        made = Material.objects.create(
            draft=draft,
            document=_document(draft.form, document),
            name=_short(name, kind[1]),
            kind=kind[0],
            size=len(content),
            digest=digest,
            folder=folder,
            scan=said,
            uploaded_by_id=actor.user_id,
        )
        _note(actor, action, draft.subject_id, "add", made)
    return made


def add_to_case(
    actor: Actor, pk: int, *, document: str, name: str, content: bytes, action: str = OWN
) -> Material:
    """Keep a file with a case that waits for acceptance or for what was asked for."""
    return keep_in_case(
        actor, pk, checked_file(content), document=document, name=name, action=action
    )


def keep_in_case(
    actor: Actor, pk: int, file: CheckedFile, *, document: str, name: str, action: str = OWN
) -> Material:
    """Do the same with a file that has been checked and stored already."""
    kind, folder, digest, said, size = file
    with transaction.atomic():
        case = case_visible_to(actor, action, pk, lock=True)
        if case.state not in TAKES:
            raise CaseStateError(_("现在不收材料。"), hint=_("需要时工作人员会告诉您补什么。"))
        if case.materials.count() >= MOST_FILES:
            raise MaterialError(_("文件太多：最多 40 个。"))
        made = Material.objects.create(
            case=case,
            document=_document(case.item, document),
            name=_short(name, kind[1]),
            kind=kind[0],
            size=size,
            digest=digest,
            folder=folder,
            scan=said,
            uploaded_by_id=actor.user_id,
        )
        _note(actor, action, case.subject_id, "add", made)
    return made


def drop_material(actor: Actor, pk: int, *, action: str = DRAFT_WRITE) -> Material:
    """Take back a file of a draft; NotVisible for any other. The stored file goes with old folders."""
    with transaction.atomic():
        found = Material.objects.filter(pk=pk, draft__isnull=False).first()
        if found is None or found.draft_id is None:
            raise NotVisible
        draft = locked_draft(actor, found.draft_id, action=action)
        if draft.submitted_at is not None:
            raise NotVisible
        number = found.pk
        found.delete()
        found.pk = number
        _note(actor, action, draft.subject_id, "drop", found)
    return found


def take_material(actor: Actor, pk: int, *, action: str = READ) -> tuple[Material, bytes]:
    """Return a file of a case in reach with its content; the reading is recorded."""
    with transaction.atomic():
        found = Material.objects.filter(pk=pk, case__in=visible_to(actor, action)).first()
        if found is None or found.case is None:
            raise NotVisible
        content = open_file(found.folder, found.digest)
        _note(actor, action, found.case.subject_id, "read", found)
    return found, content


def checked_file(content: bytes) -> CheckedFile:
    """Check, scan and store a file; return its kind and ending, folder, SHA-256, scan and size."""
    if not content:
        raise MaterialError(_("文件是空的。"))
    if len(content) > settings.MOST_UPLOAD_BYTES:
        most = settings.MOST_UPLOAD_BYTES // (1 << 20)
        raise MaterialError(_("文件太大：最多 %(most)s MB。") % {"most": most})
    kind = kind_of(content)
    if kind is None:
        raise MaterialError(_("只收照片（JPG、PNG）和 PDF。"), hint=_("可以用手机拍照上传。"))
    folder, digest, said = keep_file(content)
    return kind, folder, digest, said, len(content)


def _document(item_id: str, document: str) -> str:
    return document if document in documents_of_form(item_id) else OTHER


def _short(name: str, ending: str) -> str:
    plain = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable())
    stem = plain.rpartition(".")[0] or plain or "file"
    return f"{stem[:100]}.{ending}"


def _note(actor: Actor, action: str, person: int | None, did: str, made: Material) -> None:
    record(
        actor,
        action,
        subject=("person", person) if person else ("material", made.pk),
        purpose="办件材料",
        change={"did": f"material-{did}", "material": made.pk, "document": made.document},
    )
