"""Settings, read once from the surroundings. Every one is listed in docs/look-up/settings.md with its meaning and its default."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from platformdirs import user_data_path

from livingproof.app import logs
from livingproof.app.ledger import bucket

HERE = Path(__file__).parent
ENVIRON = os.environ  # noqa: TID251 - the edge: where settings enter


def _yes(name: str, *, default: bool = False) -> bool:
    return ENVIRON.get(name, "yes" if default else "no").lower() in {"1", "yes", "true", "on"}


DATA = Path(ENVIRON.get("LIVINGPROOF_DATA") or user_data_path("livingproof"))
"""Where everything lies that must not be lost: the database, evidence, registers, the secret key."""


def _secret_key() -> str:
    """The key that signs sessions and links: given, or made once in the data directory, readable by its owner only."""
    if given := ENVIRON.get("LIVINGPROOF_SECRET_KEY"):
        return given
    path = DATA / "secret_key"
    # Nobody else of this machine looks in: the database and the evidence lie here.
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        # Written beside and linked: of two processes at the first start neither reads half a key. mkstemp lets only its owner read.
        descriptor, made = tempfile.mkstemp(dir=DATA, prefix=".secret_key-")
        with os.fdopen(descriptor, "w") as beside:
            beside.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(made, path)
        Path(made).unlink()
    return path.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = [host for host in ENVIRON.get("LIVINGPROOF_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
CSRF_TRUSTED_ORIGINS = [origin for origin in ENVIRON.get("LIVINGPROOF_ORIGINS", "").split(",") if origin]
BEHIND_TLS = _yes("LIVINGPROOF_TLS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# The prefix binds the cookie to this host and to TLS; without TLS browsers refuse it.
SESSION_COOKIE_NAME = "__Host-session" if BEHIND_TLS else "session"
SESSION_COOKIE_AGE = 14 * 86_400
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 365 * 86_400 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
ALLAUTH_TRUSTED_PROXY_COUNT = int(ENVIRON.get("LIVINGPROOF_PROXIES", "0"))
"""How many proxies of ours stand before the service: so many entries of X-Forwarded-For are believed."""

LARGEST_FILE = int(ENVIRON.get("LIVINGPROOF_FILE_MB", "50")) * 1_000_000
LARGEST_REQUEST = int(ENVIRON.get("LIVINGPROOF_UPLOAD_MB", "200")) * 1_000_000
"""Bytes of one file, and of everything that is sent at once."""
FILE_UPLOAD_HANDLERS = [
    "livingproof.app.people.safety.OneFile",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 500


def _bucket(address: str) -> bucket.Bucket | None:
    try:
        return bucket.named(address)
    except ValueError as problem:
        raise ImproperlyConfigured(f"LIVINGPROOF_FILES: {problem}") from None


FILES = _bucket(ENVIRON.get("LIVINGPROOF_FILES", ""))
"""Where evidence lies: a bucket that speaks S3; None: in the data directory."""

COMPANY_SIGN_IN = ENVIRON.get("LIVINGPROOF_OIDC_SERVER", "")
"""The address of a company's OpenID Connect provider; empty: people sign in here."""
_COMPANY_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(COMPANY_SIGN_IN)) if COMPANY_SIGN_IN else ""
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        # Signing in by the company posts here and is led there: browsers hold the whole way against this.
        "form-action": ["'self'", *([_COMPANY_ORIGIN] if COMPANY_SIGN_IN else [])],
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_q",
    "ninja",
    "csp",
    "rules",
    "livingproof.app.front",
    "livingproof.app.people",
    "livingproof.app.ledger",
    "livingproof.app.kit",
    "livingproof.app.verification",
    "livingproof.app.system",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "livingproof.app.front.language.AccountLanguage",
    "livingproof.app.people.safety.Safety",
    "livingproof.app.people.start.FirstStart",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "livingproof.app.urls"
WSGI_APPLICATION = "livingproof.app.wsgi.application"

_LOADERS = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django_cotton.cotton_loader.Loader",
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "loaders": _LOADERS,
            "builtins": ["django_cotton.templatetags.cotton", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "livingproof.app.people.context.house",
                "livingproof.app.front.frame.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"


def _database(address: str) -> dict[str, Any]:
    """SQLite in the data directory, or the PostgreSQL that the address names."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "livingproof.sqlite3",
            # Without these, eight writers at once lost most of their transactions; with them none.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-8000;PRAGMA temp_store=MEMORY;",
            },
        }
    from urllib.parse import parse_qsl

    parts = urlsplit(address)
    more = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": more.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, **more},
    }


DATABASES = {"default": _database(ENVIRON.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "livingproof.app.people.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# Addresses are proven by the invitation that was read there; a changed one by a mail of its own.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_TLS else "http"
MFA_ADAPTER = "livingproof.app.people.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Living Proof"
# Browsers allow passkeys without TLS on localhost only; this lets the same address pass here.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
SOCIALACCOUNT_ADAPTER = "livingproof.app.people.adapters.CompanyAccounts"
SOCIALACCOUNT_AUTO_SIGNUP = False
# The provider is named by whoever runs this house: an address that it calls verified opens the account of that address.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = bool(COMPANY_SIGN_IN)
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "company",
                "name": ENVIRON.get("LIVINGPROOF_OIDC_NAME", "Company sign-in"),
                "client_id": ENVIRON.get("LIVINGPROOF_OIDC_CLIENT", ""),
                "secret": ENVIRON.get("LIVINGPROOF_OIDC_SECRET", ""),
                "settings": {"server_url": COMPANY_SIGN_IN},
            }
        ]
        if COMPANY_SIGN_IN
        else [],
    }
}


def _mail(address: str) -> dict[str, Any]:
    """How mail goes: by the SMTP server that the address names (smtp://, smtps://, smtp+starttls://), else into the folder of the outbox page."""
    if not address:
        return {"BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    parts = urlsplit(address)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"}:
        raise ImproperlyConfigured("LIVINGPROOF_MAIL begins with smtp://, smtps:// or smtp+starttls://")
    return {
        "BACKEND": "livingproof.app.health.posting.EmailBackend",
        "HOST": parts.hostname or "localhost",
        "PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+starttls": 587}[parts.scheme],
        "HOST_USER": unquote(parts.username or ""),
        "HOST_PASSWORD": unquote(parts.password or ""),
        "USE_SSL": parts.scheme == "smtps",
        "USE_TLS": parts.scheme == "smtp+starttls",
    }


EMAIL_FILE_PATH = DATA / "outbox"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRON.get("LIVINGPROOF_MAIL_FROM", "Living Proof <livingproof@localhost>")
globals().update({f"EMAIL_{name}": value for name, value in _mail(ENVIRON.get("LIVINGPROOF_MAIL", "")).items()})

# One cache for all processes: attempts to sign in are counted in it. Few entries would push counts out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_cached",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
LOGGING = logs.LOGGING
logs.configure()

# A job runs at most ten minutes (a long one: six hours) and is given out again only after that: it is never run twice side by side.
Q_CLUSTER: dict[str, Any] = {
    "name": "livingproof",
    "orm": "default",
    "workers": 1,
    "timeout": 600,
    "retry": 900,
    "poll": 0.2,
    "max_attempts": 5,
    "catch_up": False,
    "label": "Jobs",
    "ALT_CLUSTERS": {"later": {"timeout": 21_600, "retry": 23_400, "poll": 1.0}},
}

CHECKPOINT_MAIL = [address for address in ENVIRON.get("LIVINGPROOF_CHECKPOINT_MAIL", "").split(",") if address]
"""Who gets the ledger's checkpoint of each day: somebody outside, who can prove later what it was."""

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("zh-hans", "中文")]
LOCALE_PATHS = [HERE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATICFILES_DIRS = [HERE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
