"""Addresses of urgent events. Only uids leave the server."""

from django.urls import path

from meetings.urgent import views

app_name = "urgent"

urlpatterns = [
    path("", views.event_list, name="events"),
    path("new/", views.new_event, name="new"),
    path("statistics/", views.statistics, name="statistics"),
    path("statistics/<uuid:uid>/<slug:name>/", views.counted_rows, name="counted_rows"),
    path("reach/", views.reach, name="reach"),
    path("limits/", views.limits, name="limits"),
    path("limits/<uuid:uid>/drop/", views.drop, name="drop_limit"),
    path("calling/<uuid:uid>/", views.practice, name="practice"),
    path("files/<uuid:uid>/", views.file, name="file"),
    path("<uuid:uid>/", views.event_page, name="event"),
    path("<uuid:uid>/report/<slug:stage>/", views.report, name="report"),
    path("<uuid:uid>/do/<slug:verb>/", views.do, name="do"),
]
