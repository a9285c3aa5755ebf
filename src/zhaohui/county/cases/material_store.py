"""Where materials lie: sealed, in a folder that is named by its content."""

from __future__ import annotations

import base64
import hashlib
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from zhaohui.county.cases.errors import MaterialError, NotStored
from zhaohui.county.cases.models import Scan
from zhaohui.county.cases.scanning import scan
from zhaohui.county.content_folder import draft_folder, keep
from zhaohui.county.registry.seals import registry_seals
from zhaohui.engines.seals import Sealer

FILE = "content.sealed"


def keep_file(content: bytes) -> tuple[str, str, Scan]:
    """Scan a file, store it sealed, and return its folder's name, its SHA-256 and the scan's answer.

    NotStored where the disk takes nothing: the caller's transaction falls, what was typed stays with her.
    """
    try:
        return _kept(content)
    except OSError as error:
        raise NotStored(
            _("现在存不了文件，什么都没有交上去。"),
            hint=_("请过一会儿再交；管理员请看磁盘和数据文件夹。"),
        ) from error


def _kept(content: bytes) -> tuple[str, str, Scan]:
    with tempfile.TemporaryDirectory(prefix="scan-") as folder:
        plain = Path(folder) / "upload"
        plain.write_bytes(content)
        said = scan(plain)
    digest = hashlib.sha256(content).hexdigest()
    with draft_folder(_home()) as draft:
        (draft / FILE).write_bytes(_sealer(digest).seal(base64.b64encode(content).decode()))
        return keep(draft).name, digest, said


def open_file(folder: str, digest: str) -> bytes:
    """Return a stored file; MaterialError where it is gone or not what was handed in."""
    path = _home() / folder / FILE
    if not path.is_file():
        raise MaterialError(_("文件不在了。"), hint=_("请管理员从备份恢复。"))
    content = base64.b64decode(_sealer(digest).open(path.read_bytes()))
    if hashlib.sha256(content).hexdigest() != digest:
        raise MaterialError(_("文件和交来时不一样，没有打开。"), hint=_("请管理员从备份恢复。"))
    return content


def _home() -> Path:
    folder: Path = settings.DATA_DIR / "materials"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sealer(digest: str) -> Sealer:
    return Sealer(registry_seals().identity.ring, field=f"material-{digest[:16]}")
