"""Addresses of this part. Only uids leave the server."""

from django.urls import URLPattern

app_name = "proceedings"

urlpatterns: list[URLPattern] = []
