"""Addresses of meetings. Only uids leave the server."""

from django.urls import path

from meetings.convening import views

app_name = "convening"

urlpatterns = [
    path("<uuid:uid>/", views.meeting_page, name="meeting"),
]
