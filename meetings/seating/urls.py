"""Addresses of this part. Only uids leave the server."""

from django.urls import URLPattern

app_name = "seating"

urlpatterns: list[URLPattern] = []
