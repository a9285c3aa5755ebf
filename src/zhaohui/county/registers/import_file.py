"""The file of an import: sealed on disk until it is done, read as rows of the register's columns."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from zhaohui.county.registers.errors import ImportRefused
from zhaohui.county.registers.import_rows import FileRow
from zhaohui.county.registers.sheets import AREA, IDENTITY
from zhaohui.county.registry.importing.read_table import read_table
from zhaohui.county.registry.seals import registry_seals
from zhaohui.engines.seals import Sealer
from zhaohui.packs.schema.register_files import RegisterRow
from zhaohui.whole_file import write_whole

KINDS = (".xlsx", ".csv")
MOST_ROWS = 200_000


def columns_of_file(register: RegisterRow) -> list[str]:
    """Return the columns of a file for this register: who or where first, then the fields."""
    first = IDENTITY if register.is_about_somebody else AREA
    return [first, *(field.name for field in register.fields)]


def read_rows(register: RegisterRow, name: str, content: bytes) -> list[FileRow]:
    """Return the rows of a file; ImportRefused or TableError for what is no table of this register."""
    kind = Path(name).suffix.lower()
    if kind not in KINDS:
        raise ImportRefused(_("只收 XLSX 和 CSV 文件。"), hint=_("请在表格软件里另存为其中一种。"))
    called = "".join(each for each in Path(name).stem if each.isalnum() or each in "-_")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{called[:40] or 'file'}{kind}"
        path.write_bytes(content)
        table = read_table(path)
    known = columns_of_file(register)
    heads = table.headers
    rows = table.rows
    if known[0] not in heads and len(rows) > 1:  # an export's first line says what it is
        heads, rows = [str(cell or "").strip() for cell in rows[0][1]], rows[1:]
    if unknown := [head for head in heads if head and head not in known]:
        raise ImportRefused(
            _("文件里有这本台账没有的列：%(names)s。") % {"names": "、".join(unknown[:5])},
            hint=_("请用这一页的空表。"),
        )
    if missing := [head for head in known[:1] if head not in heads]:
        raise ImportRefused(_("文件里少了一列：%(name)s。") % {"name": missing[0]})
    if len(rows) > MOST_ROWS:
        raise ImportRefused(_("一次最多 %(n)s 行，请分几个文件。") % {"n": f"{MOST_ROWS:,}"})
    return [
        FileRow(number=number, cells=dict(zip(heads, cells, strict=False)))
        for number, cells in rows
    ]


def keep_file(pk: int, content: bytes) -> None:
    """Store the file sealed, whole or not at all."""
    path = _path(pk)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, _sealer(pk).seal(base64.b64encode(content).decode()))


def open_file(pk: int) -> bytes:
    """Return the file's content; ImportRefused where it is gone."""
    path = _path(pk)
    if not path.is_file():
        raise ImportRefused(_("文件已经不在了。"), hint=_("请重新选文件预览。"))
    return base64.b64decode(_sealer(pk).open(path.read_bytes()))


def drop_file(pk: int) -> None:
    """Remove the file."""
    _path(pk).unlink(missing_ok=True)


def _path(pk: int) -> Path:
    folder: Path = settings.DATA_DIR / "imports"
    return folder / f"{pk}.sealed"


def _sealer(pk: int) -> Sealer:
    return Sealer(registry_seals().identity.ring, field=f"import-{pk}")
