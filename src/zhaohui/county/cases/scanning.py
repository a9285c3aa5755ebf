"""The malware scan 查毒: a command of the county's own; without one a file is marked as not scanned."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from zhaohui.county.cases.errors import MaterialError
from zhaohui.county.cases.models import Scan

SECONDS = 60
INFECTED = 1  # as clamscan and clamdscan answer


def scan(path: Path) -> Scan:
    """Return what the scan says of a file; MaterialError where it is infected or can't be scanned.

    The command gets the path as its last argument: 0 clean, 1 infected, anything else is a failure.
    """
    command = shlex.split(settings.SCAN_COMMAND)
    if not command:
        return Scan.NOT_SCANNED
    try:
        done = subprocess.run(  # noqa: S603
            [*command, str(path)], check=False, capture_output=True, timeout=SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        raise _failed() from None
    if done.returncode == INFECTED:
        raise MaterialError(
            _("这个文件查出病毒，没有收。"), hint=_("请换一台设备重新拍照或者扫描。")
        )
    if done.returncode != 0:
        raise _failed()
    return Scan.CLEAN


def _failed() -> MaterialError:
    return MaterialError(
        _("查毒程序没有答复，文件没有收。"), hint=_("请过一会儿再传，或者把材料带到窗口。")
    )
