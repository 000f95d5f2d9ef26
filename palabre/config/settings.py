"""Settings: every variable typed, a bad value stops the boot.

PALABRE_MODE is `live` (the default), `demo` or `test`. Live refuses to start without a secret and hosts;
only demo and test let the clock be moved and know the cast's passwords.
"""

import os
import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import FileAwareEnv, validate
from whitenoise.compress import Compressor

from palabre import __version__
from palabre.config.addresses import cache_at, files_at
from palabre.config.other_house import other_house
from palabre.config.secrets import look_at_files
from palabre.core.proxies import networks_of
from palabre.people.breached import looked_at

look_at_files(os.environ)
env = FileAwareEnv(strip_whitespace=True)

MODE = env.str("PALABRE_MODE", "live", validate=validate.OneOf(["live", "demo", "test"]))
LIVE, DEMO, TESTING = MODE == "live", MODE == "demo", MODE == "test"
PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(env.str("PALABRE_DATA", "palabre-data")).resolve()
RELEASE = __version__

DEBUG = False
SECRET_KEY = env.str("PALABRE_SECRET_KEY", "" if LIVE else "for-demo-and-tests-only-" + "0123456789" * 4)
# Keys of before, after a change: what was signed or encrypted with them is still read.
SECRET_KEY_FALLBACKS: list[str] = env.list("PALABRE_OLD_SECRET_KEYS", [])
ALLOWED_HOSTS = env.list("PALABRE_HOSTS", [] if LIVE else ["127.0.0.1", "localhost", "testserver"])
if LIVE and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured(
        "PALABRE_SECRET_KEY is missing or shorter than 50 characters. Make one: openssl rand -hex 40"
    )
if LIVE and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("PALABRE_HOSTS is missing: the names this site answers to, such as palabre.example.coop")
SITE_URL = env.str("PALABRE_URL", f"https://{ALLOWED_HOSTS[0]}" if LIVE else "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Whom we believe when they say for whom they ask: the addresses or networks of the proxies in front of us.
PROXIES = networks_of(env.list("PALABRE_PROXIES", []))
if env.str("PALABRE_BEHIND_PROXY", "").lower() in {"true", "1", "yes", "on"}:
    raise ImproperlyConfigured(
        "PALABRE_BEHIND_PROXY is no longer read: it believed everybody. Name the proxies: PALABRE_PROXIES=127.0.0.1"
    )

# Time may be moved, and the cast may sign in with known passwords, in the demo and in tests only.
CLOCK_MOVABLE = not LIVE
KNOWN_PASSWORDS_ALLOWED = not LIVE
OUTBOX_VISIBLE = DEMO

# The one other house with whose accounts members may sign in, if any (OpenID Connect).
OIDC = other_house(
    name=env.str("PALABRE_OIDC_NAME", ""),
    issuer=env.str("PALABRE_OIDC_ISSUER", ""),
    client_id=env.str("PALABRE_OIDC_CLIENT_ID", ""),
    client_secret=env.str("PALABRE_OIDC_CLIENT_SECRET", ""),
    by_address=env.bool("PALABRE_OIDC_LINKS_BY_ADDRESS", False),
    form_origin=env.str("PALABRE_OIDC_FORM_ORIGIN", ""),
    plain=not LIVE,
)

ROOT_URLCONF = "palabre.site.urls"
WSGI_APPLICATION = "palabre.config.wsgi.application"
AUTH_USER_MODEL = "people.Member"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    # Above Django and allauth, so that our templates of the same name win.
    "palabre.site",
    "palabre.membership",
    "palabre.register",
    "palabre.privacy",
    "palabre.wishes",
    "palabre.directory",
    "palabre.past",
    "palabre.processes",
    "palabre.governance",
    "palabre.rules",
    "palabre.statutes",
    "palabre.commons.conversations",
    "palabre.commons.notices",
    "palabre.commons.webhooks",
    "palabre.commons.four_eyes",
    "palabre.commons.texts",
    "palabre.commons.files",
    "palabre.commons.trail",
    "palabre.people",
    "palabre.core",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "palabre.core.static_files.HouseStatic",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",  # its tables are always there, its pages only where OIDC is set up
    *(["allauth.socialaccount.providers.openid_connect"] if OIDC else []),
    "csp",
    "django_htmx",
    "django_prose_editor",
    "template_partials.apps.SimpleAppConfig",
]

MIDDLEWARE = [
    "palabre.core.proxies.BelievedProxies",
    "palabre.core.proxies.HealthUnderAnyName",
    "django.middleware.security.SecurityMiddleware",
    *([] if TESTING else ["whitenoise.middleware.WhiteNoiseMiddleware"]),  # files are collected by `serve` and `demo`
    "palabre.core.middleware.RequestLog",
    # Django adds random bytes to each answer, so that its length tells nothing of a secret in it (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "palabre.core.middleware.PersonalPagesAreNotKept",
    "palabre.core.middleware.SessionsThatMayWait",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "palabre.core.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "palabre.core.middleware.SentencesForRefusals",
    *(["palabre.core.middleware.ReadingNeverWrites"] if not LIVE else []),
    "palabre.people.reading.RightsAskedOnce",
    "palabre.commons.trail.sent_forms.DoneOnce",  # innermost: its transaction holds the view and nothing else
]

_LOADERS = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
            )
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": _LOADERS,
            "builtins": [
                "palabre.core.templatetags.ui",
                "django.templatetags.i18n",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "palabre.site.context.house",
            ],
        },
    }
]

# --- data ---------------------------------------------------------------------------------------
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA / 'palabre.sqlite3'}")}
_db = DATABASES["default"]
if _db["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: without it 19 of 20 contending transactions failed at once. FULL: votes and decisions live here.
    _db["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
    }
    _db["CONN_MAX_AGE"] = None
else:
    _db["CONN_HEALTH_CHECKS"] = True
    # A server that went away is known within seconds, and found again within seconds of its return: the pool tries for
    # two seconds at a time, and anew with the next request.
    _pool = {"min_size": 1, "max_size": 8, "timeout": 3, "reconnect_timeout": 2}
    _db["OPTIONS"] = {"connect_timeout": 3, **({} if TESTING else {"pool": _pool})}

# What limits are counted in. Absent, the database does it (live), or the only process there is.
if _cache := env.str("PALABRE_CACHE", ""):
    CACHES = {
        "default": {
            "BACKEND": "palabre.core.shared_cache.SharedCache",
            "LOCATION": cache_at(_cache),
            "KEY_PREFIX": "palabre",
        }
    }
elif LIVE:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_counters"}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# What each web process remembers of pages rendered once for many. Tests make rows without actions: they keep none.
KEPT_PAGES_MB = 0 if TESTING else env.int("PALABRE_KEPT_PAGES_MB", 24)
# Networks inside which another program may be called; none, unless the operator opens one.
WEBHOOK_NETWORKS: list[IPv4Network | IPv6Network] = list(map(ip_network, env.list("PALABRE_WEBHOOK_NETWORKS", [])))
# Messages to browsers: the house's own key (`palabre push-key`), and the services of those who make browsers, the only
# third parties that are called for a member. Without a key none of it is shown.
PUSH_KEY = env.str("PALABRE_PUSH_KEY", "")
PUSH_HOSTS = env.list(
    "PALABRE_PUSH_HOSTS",
    ["fcm.googleapis.com", "updates.push.services.mozilla.com", "*.push.apple.com", "*.notify.windows.com"],
)
# Whom a restored backup has to forget again: a file beside the database, to be copied with the backups.
ERASED_LIST = env.str("PALABRE_ERASED_LIST", str(DATA / "erased.txt"))
# What one token, or one address without a token, may ask of the API in a minute.
API_A_MINUTE = env.int("PALABRE_API_A_MINUTE", 600)
_files = files_at(
    env.str("PALABRE_FILES", ""),
    usual=DATA / "files",
    key_id=env.str("PALABRE_FILES_KEY_ID", ""),
    key=env.str("PALABRE_FILES_KEY", ""),
)

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
# Nobody waits for a source map: compressing these took part of each start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
STORAGES = {
    "default": _files,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "palabre.core.static_storage.HashedStatic"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
LONGEST_UPLOAD = 10 * 1024 * 1024

# --- language and time --------------------------------------------------------------------------
# French first and complete; English is the source of every string. Tests read the source.
LANGUAGE_CODE = "en" if TESTING else "fr"
LANGUAGES = [("fr", _("French")), *([("en", _("English"))] if TESTING else [])]
TIME_ZONE = env.str("PALABRE_TIME_ZONE", "Europe/Paris")
USE_TZ = True

# --- accounts -----------------------------------------------------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["palabre.people.sign_in.MemberBackend"]
PASSWORD_HASHERS = [
    *(["django.contrib.auth.hashers.MD5PasswordHasher"] if TESTING else []),
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "palabre.people.sign_in.NotAKnownPassword"},
    {"NAME": "palabre.people.breached.NotBreached"},
]
# How long an invitation to open one's account opens something.
FIRST_PAGE = "wishes:wishes"  # where it leads whoever has just opened one
INVITATION_DAYS = env.int("PALABRE_INVITATION_DAYS", 30, validate=validate.Range(min=1, max=366))
BREACHED_PASSWORDS = looked_at(env.str("PALABRE_BREACHED_PASSWORDS", ""))
ACCOUNT_ADAPTER = "palabre.membership.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "palabre.membership.forms.sign_up.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
# A code can be sent again. The address cannot be changed on that page: only real accounts would offer it, and tell.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
# Before the address changes by which one signs in, the password is asked for once more: a screen left open is not it.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_ADAPTER = "palabre.membership.second_step.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "palabre.membership.second_step.PasskeyForm"}
MFA_TOTP_TOLERANCE = 1  # a phone’s clock may be half a minute off
MFA_RATE_LIMITS = {"webauthn_login": "600/10m/ip"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not LIVE  # http://localhost
SOCIALACCOUNT_ADAPTER = "palabre.membership.other_house.OtherHouse"
SOCIALACCOUNT_FORMS = {"disconnect": "palabre.membership.forms.other_house.UnlinkForm"}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"provider_class": "palabre.membership.other_house.HouseProvider"}}
# A sign-in that comes back from the other house comes as a GET (core.middleware.ReadingNeverWrites).
WRITES_ON_GET = frozenset({"/accounts/other-house/callback/"}) if OIDC else frozenset[str]()
# Whoever owns the account hears by mail that it changed: a password, an address, a key.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# A general assembly in one hall shares one address: generous per address, strict per account.
ACCOUNT_RATE_LIMITS = {
    "login": "600/10m/ip",
    "login_failed": "10/5m/key,600/10m/ip",
    "signup": "600/10m/ip",
    "request_login_code": "600/10m/ip,5/5m/key",
    "reset_password": "600/10m/ip,5/5m/key",
    "confirm_email": "1/10s/key",
}

# --- mail ---------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("PALABRE_MAIL_FROM", "Palabre <palabre@localhost>")
if LIVE:
    vars().update(env.dj_email_url("PALABRE_MAIL_URL", "smtp://localhost:25"))
elif DEMO:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "outbox"
else:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Mail that comes in: whoever hands it on shares the secret; answers, and what comes back, go to the address.
INBOUND_SECRET = env.str("PALABRE_INBOUND_SECRET", "")
INBOUND_ADDRESS = env.str("PALABRE_INBOUND_ADDRESS", "")
if bool(INBOUND_SECRET) != bool(INBOUND_ADDRESS) or 0 < len(INBOUND_SECRET) < 32:
    raise ImproperlyConfigured(
        "Mail that comes in needs both PALABRE_INBOUND_ADDRESS, such as answers@palabre.example.coop, and "
        "PALABRE_INBOUND_SECRET of at least 32 characters. Make one: openssl rand -hex 32"
    )
if INBOUND_ADDRESS and not re.fullmatch(r"[a-z0-9._-]{1,16}@[a-z0-9.-]+", INBOUND_ADDRESS):
    raise ImproperlyConfigured("PALABRE_INBOUND_ADDRESS is an address of at most 16 small letters before its @.")

# --- security -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *([OIDC.form_origin] if OIDC else [])],  # browsers hold redirects of a form to it too
        "worker-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "palabre.site.views.refused_form.refused_form"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
if LIVE:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # BelievedProxies leaves it only from our proxies
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^health/(live|ready)$"]

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "palabre.core.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": env.str("PALABRE_LOG_LEVEL", "WARNING" if TESTING else "INFO")},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "WARNING"}},
}
