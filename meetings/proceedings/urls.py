"""Addresses of the running of meetings. Only uids leave the server; a screen's address is a secret."""

from django.urls import path

from meetings.proceedings import views

app_name = "proceedings"

urlpatterns = [
    path("screens/<str:token>/", views.screen, name="screen"),
    path("screens/<str:token>/now/", views.screen_now, name="screen_now"),
    path("excerpts/<uuid:uid>/", views.excerpt, name="excerpt"),
    path("excerpts/<uuid:uid>/file", views.excerpt_file, name="excerpt_file"),
    path("<uuid:uid>/", views.running, name="running"),
    path("<uuid:uid>/do/<slug:verb>/", views.do, name="do"),
    path("<uuid:uid>/screens/", views.new_screen, name="new_screen"),
    path("<uuid:uid>/screens/<uuid:screen>/revoke/", views.end_screen, name="end_screen"),
    path("<uuid:uid>/record/", views.record_page, name="record"),
    path("<uuid:uid>/record/<uuid:item>/", views.item_page, name="item"),
    path("<uuid:uid>/write/<slug:verb>/", views.write, name="write"),
    path("<uuid:uid>/votes/", views.votes, name="votes"),
    path("<uuid:uid>/votes/<uuid:ballot>/", views.cast, name="cast"),
    path("<uuid:uid>/minutes/", views.minutes_page, name="minutes"),
    path("<uuid:uid>/minutes/draft/", views.draft, name="draft"),
    path("<uuid:uid>/matters/", views.open_all, name="open_matters"),
]
