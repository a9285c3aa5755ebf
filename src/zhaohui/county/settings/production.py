"""A county in service: PostgreSQL and HTTPS, secrets from the environment."""

import os

from zhaohui.county.settings.base import *  # noqa: F403
from zhaohui.county.settings.base import DATA_DIR
from zhaohui.county.settings.environment import (
    env_bool,
    env_int,
    env_list,
    env_required,
)
from zhaohui.county.settings.postgresql import env_postgresql

# What this process writes is about people: findings, snapshots, exports, keys.
os.umask(0o077)
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = False
DEMONSTRATION = False
SECRET_KEY = env_required("ZHAOHUI_SECRET_KEY", why="it signs cookies and forms")
env_required("ZHAOHUI_HOSTS", why="the program answers only to host names it knows")
ALLOWED_HOSTS = env_list("ZHAOHUI_HOSTS")
DATABASES = {"default": env_postgresql("ZHAOHUI_DATABASE")}

STATIC_ROOT = DATA_DIR / "static_collected"
WHITENOISE_USE_FINDERS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env_int("ZHAOHUI_HSTS_SECONDS", 31_536_000)
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

# Officers who see named people sign in with a second factor; nobody signs in to look around.
SECOND_FACTOR_REQUIRED = env_bool("ZHAOHUI_SECOND_FACTOR", default=True)
DEMONSTRATION_ACCOUNTS = False
