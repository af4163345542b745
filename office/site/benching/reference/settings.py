"""The product's settings with the middleware that Django itself would have, and one address."""

from office.site.settings import *  # noqa: F403 - the same database, people and sessions

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # its app does not start without
]
ROOT_URLCONF = "office.site.benching.reference.urls"
