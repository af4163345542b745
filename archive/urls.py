"""Addresses of the archive. Only uids leave the server."""

from django.urls import URLPattern

app_name = "archive"

urlpatterns: list[URLPattern] = []
