"""Addresses of topics and of calls for them. Only uids leave the server."""

from django.urls import path

from meetings.topics import views

app_name = "topics"

urlpatterns = [
    path("", views.topic_list, name="topics"),
    path("new/", views.new_topic, name="new"),
    path("calls/new/", views.new_call, name="new_call"),
    path("calls/<uuid:uid>/", views.call_page, name="call"),
    path("calls/<uuid:uid>/do/<slug:verb>/", views.do_call, name="do_call"),
    path("tasks/<uuid:uid>/<slug:verb>/", views.act, name="act"),
    path("<uuid:uid>/", views.topic_page, name="topic"),
    path("<uuid:uid>/edit/", views.edit_topic, name="edit"),
    path("<uuid:uid>/do/<slug:verb>/", views.do, name="do"),
    path("<uuid:uid>/files/", views.bring_files, name="bring"),
    path("<uuid:uid>/files/<uuid:file>/", views.topic_file, name="file"),
    path("<uuid:uid>/files/<uuid:file>/remove/", views.remove_file, name="remove"),
]
