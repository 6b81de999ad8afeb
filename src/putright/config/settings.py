"""Settings, all from the environment. `./putright` sets what a demo or a test run needs.

DATABASE_URL            the application's role (putright_app): owns nothing, cannot pass row-level security
DATABASE_OWNER_URL      the owner's role, for migrations alone (commands that migrate swap it in)
PUTRIGHT_SECRET_KEY     signs cookies and links
PUTRIGHT_OLD_SECRET_KEYS  keys used before, with commas: what they signed and encrypted can still be read
PUTRIGHT_HOSTS          host names that the service answers to, with commas
PUTRIGHT_ORIGIN         the address residents see, e.g. https://complaints.example.org (links in messages)
PUTRIGHT_INSECURE       1 only where there is no TLS (a demo on this machine): cookies go without `Secure`
PUTRIGHT_DEMO           1 shows the demo's banner and draft languages
PUTRIGHT_MAIL           smtp://user:password@host:port, smtps:// or smtp+starttls://; absent: mail waits in the outbox
PUTRIGHT_MAIL_FROM      the address that mail comes from
PUTRIGHT_NOTIFY_KEY     a key of GOV.UK Notify: texts, letters and, where PUTRIGHT_MAIL is absent, email go that way
PUTRIGHT_NOTIFY_EMAIL_TEMPLATE, PUTRIGHT_NOTIFY_TEXT_TEMPLATE
                        ids of its templates: for email one with ((subject)) and ((body)), for texts one with ((body))
PUTRIGHT_NOTIFY_POST    1 where Notify prints and posts letters; otherwise staff do, from a list
PUTRIGHT_NOTIFY_URL     Notify's address, for trying against another
PUTRIGHT_OIDC           JSON list of OpenID Connect providers [{id, name, client_id, secret, server_url, landlords}];
                        landlords is a list of codes, or "all": people of other landlords cannot come in that way;
                        verified_domains (a list) where the provider does not say that it checked an address
PUTRIGHT_CLAMAV         where ClamAV's daemon listens: HOST:PORT, or the path of its socket
PUTRIGHT_UNSCANNED_FILES  held (files nobody has checked stay closed), or for a demo alone: open
PUTRIGHT_DRAFT_LANGUAGES  1 offers languages that no native reader has checked
PUTRIGHT_ASSETS         the folder of built style sheets and fonts, where it is not build/assets
PUTRIGHT_BEHIND_PROXY   1 behind a proxy of ours that sets X-Forwarded-Proto and X-Forwarded-For
"""

import json
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from putright.config import environment
from putright.record import notify

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent.parent
BUILT_ASSETS = Path(environment.text("PUTRIGHT_ASSETS", str(ROOT / "build" / "assets")))

DEBUG = False
SECRET_KEY = environment.text("PUTRIGHT_SECRET_KEY")
SECRET_KEY_FALLBACKS = [key for key in environment.text("PUTRIGHT_OLD_SECRET_KEYS", "").split(",") if key]
DEMO = environment.flag("PUTRIGHT_DEMO")
INSECURE = environment.flag("PUTRIGHT_INSECURE")
ALLOWED_HOSTS = environment.text("PUTRIGHT_HOSTS", "127.0.0.1,localhost").split(",")
ORIGIN = environment.text("PUTRIGHT_ORIGIN", "http://127.0.0.1:8000").rstrip("/")
if not ORIGIN.startswith(("http://", "https://")):
    raise ImproperlyConfigured(
        f"PUTRIGHT_ORIGIN is {ORIGIN!r}. Begin it with https:// (or http:// for a demo)."
    )
CSRF_TRUSTED_ORIGINS = [ORIGIN]

DATABASES = {"default": environment.database(environment.text("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "putright.ui",
    "putright.record",
    "putright.accounts",
    "putright.complaints",
    "putright.guidance",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "putright.accounts.middleware.TenancyMiddleware",
]

ROOT_URLCONF = "putright.config.urls"
WSGI_APPLICATION = "putright.config.wsgi.application"
FORM_RENDERER = "putright.ui.form_renderer.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The sign-in package's own templates come after ours.
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        (
                            "django.template.loaders.filesystem.Loader",
                            [
                                PACKAGE / room / "templates"
                                for room in ("complaints", "guidance", "accounts", "ui")
                            ],
                        ),
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "putright.ui.context.page",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("bn", "বাংলা"),
    ("pl", "Polski"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ro", "Română"),
    ("ur", "اردو"),
]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["putright.ui.formats"]
PUTRIGHT_DRAFT_LANGUAGES = environment.flag("PUTRIGHT_DRAFT_LANGUAGES", DEMO)
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BUILT_ASSETS] if BUILT_ASSETS.is_dir() else []
WHITENOISE_USE_FINDERS = True

SESSION_COOKIE_NAME = "putright-staff"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not INSECURE
CSRF_COOKIE_SECURE = not INSECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "putright.ui.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Links hold a token: an address must never travel to another site, nor from page to page of another path.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if INSECURE else 60 * 60 * 24 * 365
SECURE_SSL_REDIRECT = not INSECURE
BEHIND_PROXY = environment.flag("PUTRIGHT_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Sign-in limits count by the visitor's address, which behind a proxy is the last one in X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "putright.complaints.evidence.uploads.Limited",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# The virus scanner for files that people send: HOST:PORT or the path of a socket. Without one files are held.
CLAMAV = environment.socket("PUTRIGHT_CLAMAV")
UNSCANNED_FILES = environment.text("PUTRIGHT_UNSCANNED_FILES", "held")
if UNSCANNED_FILES not in {"held", "open"}:
    raise ImproperlyConfigured(
        f"PUTRIGHT_UNSCANNED_FILES is {UNSCANNED_FILES!r}. Set it to held, or for a demo alone to open."
    )

# Sign-in for staff: a password and a second factor, a passkey, or the organisation's own provider.
ACCOUNT_ADAPTER = "putright.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "putright.accounts.adapter.SocialAccountAdapter"
MFA_ADAPTER = "putright.accounts.adapter.MFAAdapter"
ACCOUNT_FORMS = {
    "login": "putright.accounts.forms.LoginForm",
    "reauthenticate": "putright.accounts.forms.ReauthenticateForm",
    "change_password": "putright.accounts.forms.ChangePasswordForm",
    "reset_password": "putright.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "putright.accounts.forms.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "authenticate": "putright.accounts.forms.AuthenticateForm",
    "reauthenticate": "putright.accounts.forms.MFAReauthenticateForm",
    "activate_totp": "putright.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "putright.accounts.forms.AddWebAuthnForm",
    "login_webauthn": "putright.accounts.forms.LoginWebAuthnForm",
    "authenticate_webauthn": "putright.accounts.forms.AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "putright.accounts.forms.ReauthenticateWebAuthnForm",
    "edit_webauthn": "putright.accounts.forms.EditWebAuthnForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# People hear of it when their password or their second step changes.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
LOGOUT_REDIRECT_URL = "accounts:landlords"
ACCOUNT_LOGOUT_REDIRECT_URL = "accounts:landlords"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Putright"
# One step of 30 seconds either way, for a phone whose clock is a little off; a code still counts once.
MFA_TOTP_TOLERANCE = 1
# A passkey over plain http is for a demo on this machine alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = INSECURE
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
try:
    OIDC_PROVIDERS = json.loads(environment.text("PUTRIGHT_OIDC", "[]"))
    for provider in OIDC_PROVIDERS:
        if provider["landlords"] != "all" and not isinstance(provider["landlords"], list):
            raise TypeError("landlords")
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": provider["id"],
                    "name": provider["name"],
                    "client_id": provider["client_id"],
                    "secret": provider["secret"],
                    "settings": {
                        "server_url": provider["server_url"],
                        # Entra ID does not say whether it has checked an address: the organisation's own
                        # domains, which nobody else can use there, may be taken as checked.
                        "verified_email": provider.get("verified_domains", []),
                    },
                }
                for provider in OIDC_PROVIDERS
            ],
        }
    }
except (ValueError, KeyError, TypeError) as error:
    raise ImproperlyConfigured(
        "PUTRIGHT_OIDC is not a JSON list of {id, name, client_id, secret, server_url, landlords}, where landlords is a"
        ' list of codes or "all". Correct it and start again.'
    ) from error

MAIL = urlsplit(environment.text("PUTRIGHT_MAIL", "")) if environment.text("PUTRIGHT_MAIL", "") else None
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = environment.text("PUTRIGHT_MAIL_FROM", "complaints@putright.invalid")
EMAIL_TIMEOUT = 20
MAIL_CONFIGURED = MAIL is not None
if MAIL is not None:
    if MAIL.scheme not in {"smtp", "smtps", "smtp+starttls"} or not MAIL.hostname:
        raise ImproperlyConfigured(
            "PUTRIGHT_MAIL must look like smtp://host:port, smtps:// or smtp+starttls://."
        )
    EMAIL_HOST = MAIL.hostname
    EMAIL_PORT = MAIL.port or {"smtp": 25, "smtps": 465, "smtp+starttls": 587}[MAIL.scheme]
    EMAIL_HOST_USER = unquote(MAIL.username or "")
    EMAIL_HOST_PASSWORD = unquote(MAIL.password or "")
    EMAIL_USE_SSL = MAIL.scheme == "smtps"
    EMAIL_USE_TLS = MAIL.scheme == "smtp+starttls"

NOTIFY_URL = environment.text("PUTRIGHT_NOTIFY_URL", "https://api.notifications.service.gov.uk")
NOTIFY_SECONDS = 20
NOTIFY_KEY: notify.Key | None = None
NOTIFY_TEMPLATES = notify.Templates(
    email=environment.text("PUTRIGHT_NOTIFY_EMAIL_TEMPLATE", ""),
    text=environment.text("PUTRIGHT_NOTIFY_TEXT_TEMPLATE", ""),
)
NOTIFY_POST = environment.flag("PUTRIGHT_NOTIFY_POST")
if environment.text("PUTRIGHT_NOTIFY_KEY", ""):
    try:
        NOTIFY_KEY = notify.Key.read(environment.text("PUTRIGHT_NOTIFY_KEY"))
        notify.Client(NOTIFY_URL, NOTIFY_KEY).close()
    except ValueError as error:
        raise ImproperlyConfigured(f"{error} (PUTRIGHT_NOTIFY_KEY, PUTRIGHT_NOTIFY_URL)") from error
    if not (NOTIFY_TEMPLATES.email or NOTIFY_TEMPLATES.text or NOTIFY_POST):
        raise ImproperlyConfigured(
            "PUTRIGHT_NOTIFY_KEY is set and nothing goes that way: set PUTRIGHT_NOTIFY_EMAIL_TEMPLATE,"
            " PUTRIGHT_NOTIFY_TEXT_TEMPLATE or PUTRIGHT_NOTIFY_POST=1."
        )

CACHES = {
    "default": {
        # Sign-in limits must hold across web workers, so they are counted in the database.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "config_cache",
        # Past this number Django throws out counts and used codes that still matter: more than can be made in
        # the five minutes that they live, as each attempt costs a password's hashing.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_tokens": {"()": "putright.config.logs.WithoutTokens"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "stream": sys.stderr,
            "formatter": "line",
            "filters": ["without_tokens"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # "Not found" is how a stranger is answered, so it is no news; a failure is.
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
