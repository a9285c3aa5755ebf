"""Tests: an in-memory database and a data folder of their own that goes away."""

import atexit
import shutil
import tempfile
from pathlib import Path

from zhaohui.county.settings.base import *  # noqa: F403

DATA_DIR = Path(tempfile.mkdtemp(prefix="zhaohui-test-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)

SECRET_KEY = "only for tests: signs nothing that leaves the machine"  # noqa: S105 - no secret
DEMONSTRATION = True
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
}
