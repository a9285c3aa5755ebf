"""Signing in: names and passwords, second factors, lock-out, sessions, an outside identity service.

`base` takes everything from here; production and the embedded run change what differs.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from zhaohui.county.settings.environment import SettingError, env_bool, env_int, env_text

_ACCOUNTS = "zhaohui.county.accounts"
HERE = ("localhost", "127.0.0.1", "::1")

# Passwords. PBKDF2-SHA256 is Django's default and hashes every password that is stored.
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username"]},
    },
    {"NAME": f"{_ACCOUNTS}.password_rules.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600  # a one-time link that a clerk or an admin hands over

# Sessions: rotated at sign-in; a resident may stay 14 days where she asks for it.
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
OFFICER_IDLE = dt.timedelta(minutes=env_int("ZHAOHUI_OFFICER_IDLE_MINUTES", 30, low=1, high=1440))
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# allauth: a name and a password; an address only where mail can be sent.
MAIL_HOST = env_text("ZHAOHUI_MAIL_HOST")
EMAIL_HOST = MAIL_HOST
EMAIL_PORT = env_int("ZHAOHUI_MAIL_PORT", 465, low=1, high=65535)
EMAIL_USE_SSL = True
EMAIL_HOST_USER = env_text("ZHAOHUI_MAIL_USER")
EMAIL_HOST_PASSWORD = env_text("ZHAOHUI_MAIL_PASSWORD")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env_text("ZHAOHUI_MAIL_FROM") or EMAIL_HOST_USER
if MAIL_HOST and not DEFAULT_FROM_EMAIL:
    raise SettingError(
        "ZHAOHUI_MAIL_HOST is set, but not from whom mail comes.",
        hint="Set ZHAOHUI_MAIL_FROM to an address.",
    )
ACCOUNT_ADAPTER = f"{_ACCOUNTS}.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = [
    "username*",
    *(["email"] if MAIL_HOST else []),
    "password1*",
    "password2*",
]
ACCOUNT_EMAIL_VERIFICATION = "optional" if MAIL_HOST else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = bool(MAIL_HOST)
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USERNAME_VALIDATORS = f"{_ACCOUNTS}.user_names.VALIDATORS"
ACCOUNT_FORMS = {"login": f"{_ACCOUNTS}.sign_in_form.SignInForm"}
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
LOGIN_REDIRECT_URL = "portal:me"
# axes locks a name at an address (and tells how long); these catch whoever spreads his guesses.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "60/m/ip,30/10m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("ZHAOHUI_PROXIES", 0, high=9)

# Second factors are offered to everybody; production asks officers for one (see second_factor.py).
SECOND_FACTOR_REQUIRED = env_bool("ZHAOHUI_SECOND_FACTOR")
MFA_ADAPTER = f"{_ACCOUNTS}.second_factor_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1

# axes: so many failures of a name at an address, then a pause. Names are kept as keyed hashes.
AXES_FAILURE_LIMIT = env_int("ZHAOHUI_LOCKOUT_AFTER", 5, low=2, high=100)
AXES_COOLOFF_TIME = dt.timedelta(minutes=env_int("ZHAOHUI_LOCKOUT_MINUTES", 15, low=1, high=1440))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = f"{_ACCOUNTS}.lockout.hashed_name"
AXES_CLIENT_IP_CALLABLE = f"{_ACCOUNTS}.lockout.address"
AXES_LOCKOUT_CALLABLE = f"{_ACCOUNTS}.lockout.page"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "next", "csrfmiddlewaretoken", "credential"]
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# An outside identity service (OpenID Connect); without an issuer there is none and no call is made.
OIDC_ISSUER = env_text("ZHAOHUI_OIDC_ISSUER").rstrip("/")
OIDC_NAME = env_text("ZHAOHUI_OIDC_NAME", "统一身份认证")
OIDC_ID = "county"
SOCIALACCOUNT_ADAPTER = f"{_ACCOUNTS}.outside_identity.OutsideIdentityAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}


def oidc_provider(issuer: str, *, name: str, client_id: str, secret: str) -> dict[str, Any]:
    """Return allauth's settings for one OpenID Connect service; SettingError for a wrong issuer."""
    parts = urlsplit(issuer)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in HERE):
        raise SettingError(
            f"ZHAOHUI_OIDC_ISSUER is {issuer!r}, not an https address.",
            hint="For example https://sso.example.gov.cn/realms/county",
        )
    if not client_id or not secret:
        raise SettingError(
            "ZHAOHUI_OIDC_ISSUER is set, but not the client.",
            hint="Set ZHAOHUI_OIDC_CLIENT_ID and ZHAOHUI_OIDC_CLIENT_SECRET.",
        )
    app = {
        "provider_id": OIDC_ID,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app], "SCOPE": ["openid"]}}


if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS = oidc_provider(
        OIDC_ISSUER,
        name=OIDC_NAME,
        client_id=env_text("ZHAOHUI_OIDC_CLIENT_ID"),
        secret=env_text("ZHAOHUI_OIDC_CLIENT_SECRET"),
    )

# A form that starts the sign-in there ends in a redirect to there, which the policy must allow.
OIDC_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_ISSUER)) if OIDC_ISSUER else ""

# Accounts to look around with, beside synthetic people only (see accounts/demonstration.py).
DEMONSTRATION_ACCOUNTS = True

# Family helpers 亲友代办: how long a mandate may run at most.
MANDATE_DAYS = env_int("ZHAOHUI_MANDATE_DAYS", 365, low=1, high=3650)
