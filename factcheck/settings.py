"""Settings come from the environment; every default is a safe one. The list: docs/operators.md."""

from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from factcheck import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / ".data"

DEBUG = env.flag("DEBUG")

# --- The database: yours by DATABASE_URL, or the embedded PostgreSQL in .data/
DATABASE_URL = env.text("DATABASE_URL")
#: The same database by the name of its tables' owner: for migrations (factcheck/ownership.py).
DATABASE_OWNER_URL = env.text("DATABASE_OWNER_URL")
EMBEDDED_DATABASE = not DATABASE_URL
#: Where the embedded PostgreSQL keeps its WAL, for a restore to any moment.
WAL_ARCHIVE_DIR = env.directory("WAL_ARCHIVE_DIR")
if EMBEDDED_DATABASE:
    from factcheck import postgres

    DATABASE_URL = postgres.ensure_running(DATA_DIR, archive=WAL_ARCHIVE_DIR)
    DATABASE_OWNER_URL = postgres.owner_url(DATA_DIR)

DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL database (postgres://…).")
_OPTIONS = DATABASES["default"].get("OPTIONS", {})
# Without a pool a request spends 11–14 ms on connecting.
DATABASES["default"]["OPTIONS"] = {
    **_OPTIONS,
    "pool": {"min_size": 1, "max_size": env.number("DATABASE_POOL_SIZE", 16), "timeout": 5},
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# Nobody waits at a page for longer, and no lock is held by a request that is stuck. Commands and
# the worker take the time that they need.
_TIMEOUTS = ""
if env.flag("FACTCHECK_SERVES_WEB"):
    _TIMEOUTS = (
        f" -c statement_timeout={env.number('STATEMENT_TIMEOUT', 30)}s"
        f" -c lock_timeout={env.number('LOCK_TIMEOUT', 10)}s"
        f" -c idle_in_transaction_session_timeout={env.number('IDLE_TIMEOUT', 300)}s"
    )
    DATABASES["default"]["OPTIONS"]["options"] = _OPTIONS.get("options", "") + _TIMEOUTS
#: A replica of it, which answers reads of what stands (factcheck/publications/replica.py).
DATABASE_REPLICA_URL = env.text("DATABASE_REPLICA_URL")
if DATABASE_REPLICA_URL:
    # A connection for each thread, which stays: with a pool, one that is down would be waited for.
    DATABASES["replica"] = dj_database_url.parse(
        DATABASE_REPLICA_URL, conn_max_age=None, conn_health_checks=True
    )
    _OPTIONS = DATABASES["replica"].get("OPTIONS", {})
    DATABASES["replica"]["OPTIONS"] = {
        "connect_timeout": 2,  # seconds
        "tcp_user_timeout": 5000,  # milliseconds, when the network between swallows everything
        **_OPTIONS,
        "options": f"{_OPTIONS.get('options', '')}{_TIMEOUTS} -c default_transaction_read_only=on",
    }
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Secrets
SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY:
    if not (DEBUG or EMBEDDED_DATABASE):
        raise ImproperlyConfigured(
            "SECRET_KEY is required when DATABASE_URL is set and DEBUG is off:"
            " give it a long random text and keep it secret."
        )
    # A trial on one machine: a key of its own, kept beside its embedded database.
    SECRET_KEY = env.kept_secret(DATA_DIR / "secret_key")
# What it was before: still good for what was made under it, such as webhooks' secrets.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

#: What signs the record's heads (make_record_key): the worker's, and nobody else's.
RECORD_KEY_FILE = env.text("RECORD_KEY_FILE") or (
    str(DATA_DIR / "record_key") if EMBEDDED_DATABASE else ""
)

# --- Where we are, and who
PUBLIC_BASE_URL_IS_SET = bool(env.text("PUBLIC_BASE_URL"))
PUBLIC_BASE_URL = env.text("PUBLIC_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
FACTCHECK_ORGANIZATION_NAME = env.text("FACTCHECK_ORGANIZATION_NAME", "Fact-checking desk")
FACTCHECK_ORGANIZATION_URL = env.text("FACTCHECK_ORGANIZATION_URL", PUBLIC_BASE_URL + "/")
#: Where readers write to: a mail address, or the address of a page.
FACTCHECK_CONTACT = env.text("FACTCHECK_CONTACT")
#: A folder of templates that replace ours of the same name.
FACTCHECK_TEMPLATES = env.text("FACTCHECK_TEMPLATES")
FACTCHECK_EXTRACTOR = env.text("FACTCHECK_EXTRACTOR", "claims.extraction.extract")
# The language model, for FACTCHECK_EXTRACTOR=claims.language_model.extract
FACTCHECK_MODEL_URL = env.text("FACTCHECK_MODEL_URL")
FACTCHECK_MODEL_NAME = env.text("FACTCHECK_MODEL_NAME")
FACTCHECK_MODEL_KEY = env.text("FACTCHECK_MODEL_KEY")
FACTCHECK_MODEL_TIMEOUT = env.number("FACTCHECK_MODEL_TIMEOUT", 300)  # seconds, for one article
FACTCHECK_MODEL_MAX_TOKENS = env.number("FACTCHECK_MODEL_MAX_TOKENS", 4096)  # of one answer

ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE_URL]

# --- Knowing a claim again: the figures behind the thresholds are in docs/matching.md
#: auto (the packaged multilingual model where it is installed), none, use (that model), minilm
#: (English alone), or endpoint (see the four below).
FACTCHECK_EMBEDDER = env.text("FACTCHECK_EMBEDDER", "auto")
FACTCHECK_EMBEDDER_URL = env.text("FACTCHECK_EMBEDDER_URL")
FACTCHECK_EMBEDDER_MODEL = env.text("FACTCHECK_EMBEDDER_MODEL")
FACTCHECK_EMBEDDER_KEY = env.text("FACTCHECK_EMBEDDER_KEY")
FACTCHECK_EMBEDDER_DIMENSION = env.number("FACTCHECK_EMBEDDER_DIMENSION", 0)
#: Probabilities from which on two texts are called the same claim, or related ones.
MATCH_SAME = env.fraction("MATCH_SAME", 0.5)
MATCH_RELATED = env.fraction("MATCH_RELATED", 0.1)

# --- The desk's rules, in figures
ARTICLE_MAX_CHARACTERS = 1_000_000
ARTICLE_MAX_BYTES = 5 * 1024 * 1024
#: For a page that is fetched, from its name to its last byte, redirects and robots.txt included.
FETCH_SECONDS = env.number("FETCH_SECONDS", 30)
#: Within so many days a correction request is to be decided.
CORRECTION_REQUEST_DAYS = env.number("CORRECTION_REQUEST_DAYS", 7)
#: Receivers of webhooks that are not public, each as a numeric address with its port.
WEBHOOK_OWN_TARGETS = env.words("WEBHOOK_OWN_TARGETS")
LEASE_HOURS = env.number("LEASE_HOURS", 4)
LEASES_PER_PERSON = env.number("LEASES_PER_PERSON", 10)

INSTALLED_APPS = [
    "factcheck.desk",  # before the admin, whose templates it replaces
    "factcheck.desk.apps.DeskAdminConfig",  # Django's admin, as our site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "corsheaders",
    "csp",
    "pgtrigger",
    "procrastinate.contrib.django",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "factcheck.accounts",
    "factcheck.history",
    "factcheck.searching",
    "factcheck.matching",
    "factcheck.elsewhere",
    "factcheck.publications",
    "factcheck.partners",
    "factcheck.challenges",
    "claims",
    "reviews",
]

MIDDLEWARE = [
    # The first ones see every answer, also what those after them refuse, redirect or break at.
    "factcheck.headers.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "factcheck.accounts.middleware.PersonMiddleware",
    "factcheck.desk.locale.PageLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "factcheck.accounts.middleware.WayInMiddleware",
    "factcheck.partners.middleware.RateLimitHeaders",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A desk's own words in place of ours, such as parts of the page “How we check”.
        "DIRS": [FACTCHECK_TEMPLATES] if FACTCHECK_TEMPLATES else [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- People
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: refuses who guessed too often
    "factcheck.accounts.backends.PeopleBackend",
]
#: Whether everybody at the desk must have a second factor; whoever has one is always asked.
FACTCHECK_REQUIRE_SECOND_FACTOR = env.flag("FACTCHECK_REQUIRE_SECOND_FACTOR")
OTP_TOTP_ISSUER = FACTCHECK_ORGANIZATION_NAME  # what the person's app calls us
#: A working day, then everybody signs in again, whatever they do.
SESSION_HOURS = env.number("SESSION_HOURS", 12)
#: After so long without anybody there, the person shows that it is them before they go on.
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 60)
#: What speaks to the world or hands out secrets needs a password or a code that is no older.
PROOF_MINUTES = env.number("PROOF_MINUTES", 15)
if min(SESSION_HOURS, SESSION_IDLE_MINUTES, PROOF_MINUTES + 1) < 1:
    raise ImproperlyConfigured(
        "SESSION_HOURS and SESSION_IDLE_MINUTES are at least 1, PROOF_MINUTES is at least 0."
    )
# The cookie itself is for HTTP only, and for our own pages. It stays some days longer, and opens
# nothing: whoever comes back to a form that they left is known by it, and asked to sign in again.
SESSION_COOKIE_AGE = (SESSION_HOURS + 4 * 24) * 60 * 60  # seconds
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Wrong passwords; the limits are in factcheck/accounts/throttling.py.
AXES_HANDLER = "factcheck.accounts.throttling.Handler"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_FAILURE_LIMIT = 5
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # so that the time which is told is true
AXES_CLIENT_IP_CALLABLE = "factcheck.accounts.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "factcheck.accounts.throttling.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
CSRF_FAILURE_VIEW = "factcheck.desk.errors.stale_page"

# --- Languages and times
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "factcheck" / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# --- Files that pages load: served by the process itself, nothing from elsewhere
STATIC_URL = "static/"
# Where `collectstatic` collects to, for those who run it.
STATIC_ROOT = env.text("STATIC_ROOT") or None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# No collectstatic on a desk's own machine: files come from where they are.
WHITENOISE_USE_FINDERS = True

# --- The browser's limits: nothing from other hosts, no inline scripts or styles
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Cookies and redirects follow the address that the desk is reached at.
_HTTPS = PUBLIC_BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
if _HTTPS:  # so no other site of the same domain can set them; browsers take the prefix from https
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME = "__Host-language"
SECURE_SSL_REDIRECT = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _HTTPS
# Whoever starts and stops processes asks them on their own port.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
BEHIND_PROXY = env.flag("BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# An article is posted as a form; its own limit is told by the form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * ARTICLE_MAX_CHARACTERS + 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- Pages of other sites that may read the public addresses from a browser; none unless named
CORS_URLS_REGEX = r"^/(api|v1alpha1|feeds|record)/"
CORS_ALLOWED_ORIGINS = [origin for origin in env.words("CORS_ORIGINS") if origin != "*"]
CORS_ALLOW_ALL_ORIGINS = "*" in env.words("CORS_ORIGINS")
CORS_ALLOW_HEADERS = ["authorization", "content-type", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "RateLimit", "RateLimit-Policy", "Retry-After"]

# --- The API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["factcheck.partners.authentication.ApiKeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["factcheck.partners.authentication.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "factcheck.problems.problem_response",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,  # no `?format=`: the header Accept says it
}
SPECTACULAR_SETTINGS = {
    "TITLE": "factcheck partner API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Verdicts that the desk has published, with their corrections and withdrawals.",
    "EXTERNAL_DOCS": {
        "description": "The guide: ten minutes to a copy, errors, limits, what may change",
        "url": f"{PUBLIC_BASE_URL}/api/v1/guide/",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "factcheck.api_links.with_links",
    ],
    "ENUM_NAME_OVERRIDES": {
        "KindEnum": "factcheck.publications.models.Kind",
        "LikenessEnum": "factcheck.publications.api.questions.asked.KINDS",
        "RepeatEnum": "factcheck.publications.annotating.choosing.HOW",
        "EndpointStateEnum": "factcheck.partners.api.webhooks.shapes.ENDPOINT_STATES",
        "DeliveryStateEnum": "factcheck.partners.api.webhooks.shapes.DELIVERY_STATES",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

#: Whoever has this may read /metrics; unset, nobody may.
METRICS_TOKEN = env.text("METRICS_TOKEN")
LOG_REQUESTS = env.flag("LOG_REQUESTS")
_LOG_FORMAT = env.text("LOG_FORMAT", "line")
if _LOG_FORMAT not in {"line", "json"}:
    raise ImproperlyConfigured("LOG_FORMAT is line or json.")

_CONSOLE = {"handlers": ["console"], "level": "INFO", "propagate": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # Google's compatible endpoint takes an API key in its address.
    "filters": {
        "with_request_id": {"()": "factcheck.operations.requests.WithRequestId"},
        "without_keys": {"()": "factcheck.publications.formats.google.redaction.WithoutKeys"},
    },
    "formatters": {
        "line": {"format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"},
        "json": {"()": "factcheck.operations.lines.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": _LOG_FORMAT,
            "filters": ["with_request_id", "without_keys"],
        }
    },
    # These print whole addresses, and would do so past our handler.
    "loggers": {
        "django.server": _CONSOLE,
        "granian.access": _CONSOLE,
        "factcheck.requests": _CONSOLE,
        # A refusal is told to who caused it; it is not the operator's business.
        "django.request": {"level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "WARNING")},
}
