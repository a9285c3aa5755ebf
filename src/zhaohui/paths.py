"""Where things lie on disk: the project's root and the data folder."""

from __future__ import annotations

import os
from pathlib import Path


def project_root() -> Path:
    """Return the folder that holds `packs/` and `src/`."""
    return Path(__file__).resolve().parents[2]


def data_folder() -> Path:
    """Return the data folder: `ZHAOHUI_DATA`, else `var/` of the project; it need not exist yet."""
    return Path(os.environ.get("ZHAOHUI_DATA") or project_root() / "var")
