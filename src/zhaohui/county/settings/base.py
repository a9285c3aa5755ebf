"""Every setting, with a default that is safe for one county on one machine.

`embedded`, `production` and `test` change only what differs. Environment variables are listed in
docs/reference/settings.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from zhaohui.clock import COUNTY_ZONE
from zhaohui.county.settings.environment import (
    env_bool,
    env_choice,
    env_folder,
    env_int,
    env_list,
    env_text,
)
from zhaohui.county.settings.sign_in import *  # noqa: F403
from zhaohui.county.settings.sign_in import OIDC_ORIGIN
from zhaohui.paths import data_folder, project_root

_PACKAGE = Path(__file__).resolve().parents[2]

PROJECT_ROOT = project_root()
WEB = _PACKAGE / "web"

# The data folder holds the database, the keys, snapshots, findings and the stored plan text.
DATA_DIR = env_folder("ZHAOHUI_DATA", data_folder())

DEBUG = env_bool("ZHAOHUI_DEBUG")
# A demonstration holds synthetic people only: it may trade the last second's writes for speed.
DEMONSTRATION = env_bool("ZHAOHUI_DEMONSTRATION")
SECRET_KEY = ""  # Django refuses to start without one: each environment brings its own.
ALLOWED_HOSTS = env_list("ZHAOHUI_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("ZHAOHUI_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "zhaohui.county.places",
    "zhaohui.county.registry",
    "zhaohui.county.accounts",
    "zhaohui.county.audit",
    "zhaohui.county.jobs",
    "zhaohui.county.lists",
    "zhaohui.county.postings",
    "zhaohui.county.catalog",
    "zhaohui.county.entitlements",
    "zhaohui.county.payments",
    "zhaohui.county.outreach",
    "zhaohui.county.forms",
    "zhaohui.county.delegations",
    "zhaohui.county.cases",
    "zhaohui.county.queueing",
    "zhaohui.county.oversight",
    "zhaohui.county.verifications",
    "zhaohui.county.visits",
    "zhaohui.county.registers",
    "zhaohui.county.dealings",
    "zhaohui.county.schedules",
    "zhaohui.county.offers",
    "zhaohui.county.signals",
    "zhaohui.county.surveys",
    "zhaohui.county.plans",
    "zhaohui.doors.portal",
    "zhaohui.doors.office",
    "zhaohui.doors.hall",
    "zhaohui.doors.kiosk",
    "zhaohui.doors.field",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zhaohui.county.audit.act.ActOfRequest",
    "zhaohui.doors.api.speaking.ApiSpeaksJson",
    "zhaohui.county.clean_text.CleanText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "zhaohui.doors.portal.preferences.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "zhaohui.county.accounts.idle.OfficerIdle",
    "zhaohui.county.accounts.middleware.ActorOfRequest",
    "zhaohui.county.accounts.second_factor.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zhaohui.county.error_pages.ErrorPages",
    "zhaohui.doors.kiosk.machine.KioskMachine",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "zhaohui.county.urls"
WSGI_APPLICATION = "zhaohui.county.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.static",
                "django.contrib.messages.context_processors.messages",
                "zhaohui.doors.portal.context.frame",
                "zhaohui.doors.office.context.frame",
                "zhaohui.doors.kiosk.context.frame",
                "zhaohui.doors.field.context.frame",
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"

DATABASES: dict[str, dict[str, Any]] = {}  # embedded: SQLite; production: PostgreSQL
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [_PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = COUNTY_ZONE

# What people hand in: at most so many bytes a file; the command that scans each for malware.
MOST_UPLOAD_BYTES = env_int("ZHAOHUI_MOST_UPLOAD_MB", 10) * (1 << 20)
SCAN_COMMAND = env_text("ZHAOHUI_SCAN_COMMAND")

# Own files, and the npm files that set-up copies; a missing vendor folder leaves legible pages.
STATIC_URL = "static/"
STATIC_ROOT: Path | None = None
_STATIC = [WEB / "static_src", DATA_DIR / "static_vendor", PROJECT_ROOT / "var" / "static_vendor"]
STATICFILES_DIRS = [folder for folder in dict.fromkeys(_STATIC) if folder.is_dir()]
WHITENOISE_USE_FINDERS = True  # no collecting step in the embedded run

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF, *([OIDC_ORIGIN] if OIDC_ORIGIN else [])],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# A household form is small; more is a mistake or an attack.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# How often a minute one address, and one key, may call the interfaces for programs.
API_CALLS_A_MINUTE = env_int("ZHAOHUI_API_CALLS_A_MINUTE", 120, low=1, high=1_000_000)

# A sweep of the population: by DuckDB, by compiled C (auto: C where there is a compiler) or by Spark,
# and the threads and memory that it may take.
SWEEP_BACKEND = env_choice("ZHAOHUI_SWEEP_BACKEND", "duckdb", ("auto", "duckdb", "native", "spark"))
SPARK_MASTER = env_text("ZHAOHUI_SPARK_MASTER", "local[2]")
SWEEP_THREADS = env_int("ZHAOHUI_SWEEP_THREADS", 2, low=1, high=256)
SWEEP_MEMORY_MB = env_int("ZHAOHUI_SWEEP_MEMORY_MB", 2_000, low=200)

# Background jobs lie in the same database and transaction as the case. A job of queue "long"
# opens its own transactions; see county/jobs/README.md.
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "long"]},
}
# How many runs of the sweep keep their files, beside the current one.
KEPT_SWEEPS = env_int("ZHAOHUI_KEPT_SWEEPS", 7, low=1, high=10_000)
# Days after which a draft that nobody touched is removed with its answers.
KEPT_DRAFT_DAYS = env_int("ZHAOHUI_KEPT_DRAFT_DAYS", 180, low=1, high=10_000)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
