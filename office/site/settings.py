"""All settings of both shapes. The environment decides: nothing set is the embedded shape, `DATABASE_URL` and `REDIS_URL` the production one."""

import os
from pathlib import Path

from office.site.environment import (
    broker,
    data_folder,
    database,
    flag,
    mail_server,
    search_server,
    secret_key,
    whole_number,
)

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = data_folder(os.environ.get("DATA_DIR", ""), BASE_DIR / ".data")
FONTS_DIR = Path(os.environ.get("FONTS_DIR") or BASE_DIR / ".cache" / "fonts").resolve()

DEBUG = flag("DEBUG")
HTTPS = flag("HTTPS")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("TRUSTED_ORIGINS", "").split(",") if origin]
SECRET_KEY = secret_key(DATA_DIR)

INSTALLED_APPS = [
    "office.site",
    "realtime",
    "meetings",
    "meetings.convening",
    "meetings.topics",
    "meetings.attendance",
    "meetings.materials",
    "meetings.seating",
    "meetings.proceedings",
    "meetings.duty",
    "meetings.dutydesk",
    "meetings.urgent",
    "archive",
    "archive.search",
    "archive.importing",
    "archive.loans",
    "docflow",
    "docflow.distribution",
    "docflow.circulation",
    "docflow.incoming",
    "docflow.supervision",
    "docflow.briefs",
    "office.jobs",
    "office.calendar",
    "office.administration",
    "office",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "django_htmx",
    "channels",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # outside of all that refuses by itself
    "office.site.middleware.ContentSecurityPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "office.access.middleware.AccessLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "office.site.middleware.BodyLimit",
    "office.access.idle.IdleLimit",
    "office.access.downloads.EndsWithSignIn",
    "office.access.refusals.SignInRequired",
    "office.sign_in.first_password.FirstPasswordFirst",
    "office.access.refusals.Refusals",
]

ROOT_URLCONF = "office.site.urls"
ASGI_APPLICATION = "office.site.asgi.application"
WSGI_APPLICATION = "office.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# 数据 ----------------------------------------------------------------------------------------------------------------
DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ANCHOR_DIR = Path(os.environ.get("ANCHOR_DIR") or DATA_DIR / "anchor").resolve()  # better: on another host
ELASTICSEARCH_URL, ELASTICSEARCH_CA = search_server(  # no address: the index lies in DATA_DIR
    os.environ.get("ELASTICSEARCH_URL", ""), os.environ.get("ELASTICSEARCH_CA", "")
)
ELASTICSEARCH_INDEX = os.environ.get("ELASTICSEARCH_INDEX") or "yiwang"
CHANNEL_LAYERS, CACHES = broker(os.environ.get("REDIS_URL", ""))

# 登录 ----------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "office.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "office.accounts.AccountAdapter"
ACCOUNT_RATE_LIMITS = False  # office.sign_in.lock counts failures by login and by address
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"

# 会话与浏览器 ----------------------------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 10 * 60 * 60
IDLE_MINUTES = whole_number("IDLE_MINUTES", 30)  # without any activity a sign-in ends
CSRF_FAILURE_VIEW = "office.site.views.errors.stale_form"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"  # no neighbour under the same domain can plant one
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# 语言与时间 ------------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("STATIC_ROOT") or None  # where `collectstatic` puts what the production shape serves
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# 后台作业 --------------------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "office.jobs.backend.JobBackend"}}
JOB_LEASE = whole_number("JOB_LEASE", 60)  # seconds of silence after which a worker counts as dead
JOB_PAUSES = (10, 60, 300, 1800)  # seconds before the second, third, fourth and fifth try

# 视频会议 --------------------------------------------------------------------------------------------------------------
VIDEO_BASE_URL = os.environ.get("VIDEO_BASE_URL", "")  # https://meet.example.gov.cn; without it there are none
VIDEO_PROVIDER = os.environ.get("VIDEO_PROVIDER") or "jitsi"  # by whose addresses they are joined

# 邮件 ------------------------------------------------------------------------------------------------------------------
MAIL_SERVER = mail_server(os.environ)  # None: nobody is called by mail

# 归档检测 --------------------------------------------------------------------------------------------------------------
CLAMD_URL = os.environ.get("CLAMD_URL", "")  # tcp://host:3310 or unix:///run/clamav/clamd.ctl
VERAPDF = os.environ.get("VERAPDF", "")  # how veraPDF is called, where it is not on the path
FIXITY_FILES = whole_number("FIXITY_FILES", 2000)  # of the archive's files so many are read again a night
