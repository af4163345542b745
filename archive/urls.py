"""Addresses of the archive. Only uids leave the server."""

from django.urls import path

from archive.views import checks

app_name = "archive"

urlpatterns = [
    path("fixity/", checks.fixity, name="fixity"),
    path("checks/<uuid:uid>/", checks.check_report, name="check_report"),
    path("checks/<uuid:uid>.pdf", checks.check_report_file, name="check_report_file"),
    path("<uuid:uid>/check/", checks.check_now, name="check_now"),
]
