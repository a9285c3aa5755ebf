"""Tests: a data folder of their own that goes away, and a database of their own.

In memory, or on the PostgreSQL that ZHAOHUI_TEST_DATABASE names: there too each test process makes
its own (test_<name>_gw0 …) and drops it.
"""

import atexit
import shutil
import tempfile
from pathlib import Path

from zhaohui.county.settings.base import *  # noqa: F403
from zhaohui.county.settings.environment import env_text
from zhaohui.county.settings.postgresql import env_postgresql

DATA_DIR = Path(tempfile.mkdtemp(prefix="zhaohui-test-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)

SECRET_KEY = "only for tests: signs nothing that leaves the machine"  # noqa: S105 - no secret
DEMONSTRATION = True
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
_MEMORY = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
_SERVER = "ZHAOHUI_TEST_DATABASE"
DATABASES = {
    "default": env_postgresql(_SERVER) | {"CONN_MAX_AGE": 0} if env_text(_SERVER) else _MEMORY,
}
# Tests sign in often; how slow a stored hash is to guess is not theirs to show.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
