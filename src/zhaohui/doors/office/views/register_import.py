"""Records from a file: choose it, see what it would do, take it in."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhaohui.county.accounts.gate import access
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.county.lists.export_file import MIME, Sheet, write_sheet
from zhaohui.county.registers.actions.preview_import import preview_import
from zhaohui.county.registers.actions.run_import import begin_import, drop_import, run_import
from zhaohui.county.registers.errors import ImportRefused
from zhaohui.county.registers.import_file import columns_of_file
from zhaohui.county.registers.jobs import take_in
from zhaohui.county.registers.keepers import require_keeper
from zhaohui.county.registers.models import Import
from zhaohui.county.registers.queries import import_of, imports_of, register_of
from zhaohui.doors.form_page import actor_of
from zhaohui.errors import ZhaohuiError
from zhaohui.packs.schema.register_files import RegisterRow

WRITE = "record.write"
AT_ONCE = 2_000
BAD_REQUEST = 400


@access(WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, register_id: str) -> HttpResponse:
    """Ask for a file; a posted one is read and previewed."""
    register, actor = register_of(register_id), actor_of(request)
    require_keeper(actor, register)
    problems: list[dict[str, str]] = []
    if request.method == "POST":
        file = request.FILES.get("file")
        content = file.read(settings.MOST_UPLOAD_BYTES + 1) if file else b""
        try:
            require_size(content)
            made = preview_import(actor, register, name=(file and file.name) or "", content=content)
            return redirect("office:register-import", register.id, made.pk)
        except ZhaohuiError as error:
            problems = [{"id": "file", "sentence": str(error)}]
    context = {
        "register": register,
        "columns": columns_of_file(register),
        "imports": imports_of(actor, register),
        "problems": problems,
    }
    status = BAD_REQUEST if problems else 200
    return render(request, "office/register_import_choose.html", context, status=status)


@access(WRITE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, register_id: str, pk: int) -> HttpResponse:
    """Show what a file would do or did; a post takes it in, goes on with it, or gives it up."""
    register, actor = register_of(register_id), actor_of(request)
    made = import_of(actor, register, pk)
    problems: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            _step(request, register, made)
            return redirect("office:register-import", register.id, pk)
        except ZhaohuiError as error:
            problems = [{"id": "main", "sentence": str(error)}]
    context = {"register": register, "import": made, "problems": problems}
    status = BAD_REQUEST if problems else 200
    return render(request, "office/register_import.html", context, status=status)


@access(WRITE)
@never_cache
@require_safe
def blank(request: HttpRequest, register_id: str) -> HttpResponse:
    """Hand out an empty table with the register's columns."""
    register = register_of(register_id)
    require_keeper(actor_of(request), register)
    sheet = Sheet(
        title=register.name, watermark=register.name, heads=columns_of_file(register), rows=[]
    )
    response = HttpResponse(write_sheet(sheet, "xlsx"), content_type=MIME["xlsx"])
    response.headers["Content-Disposition"] = f'attachment; filename="{register.id}.xlsx"'
    return response


def _step(request: HttpRequest, register: RegisterRow, made: Import) -> None:
    actor = actor_of(request)
    if request.POST.get("did") == "drop":
        drop_import(actor, register, made.pk)
        return
    skips = request.POST.get("skip") == "1"
    if made.rows <= AT_ONCE:
        run_import(actor, register, made.pk, skips_bad=skips)
        return
    with transaction.atomic():
        begin_import(actor, register, made.pk, skips_bad=skips)
        key = f"register-import-{made.pk}-{made.done}"
        enqueue(take_in, key=key, title=f"导入台账 {register.name}", import_id=made.pk)


def require_size(content: bytes) -> None:
    """Raise ImportRefused for no file, or one that is too large."""
    if not content:
        raise ImportRefused(_("还没有选文件。"), hint=_("请选 XLSX 或 CSV 文件。"))
    if len(content) > settings.MOST_UPLOAD_BYTES:
        most = settings.MOST_UPLOAD_BYTES // (1 << 20)
        raise ImportRefused(
            _("文件超过 %(most)s MB。") % {"most": most}, hint=_("请分成几个文件。")
        )
