"""Addresses of the duty desk. Only uids leave the server; a `token` is a secret, and is blotted out of the access log."""

from django.urls import path

from meetings.dutydesk import views

app_name = "dutydesk"

urlpatterns = [
    path("", views.desk_list, name="desks"),
    path("<uuid:uid>/", views.desk, name="desk"),
    path("<uuid:uid>/now/", views.desk_now, name="desk_now"),
    path("<uuid:uid>/do/<slug:verb>/", views.do, name="do"),
    path("<uuid:uid>/log/", views.log, name="log"),
    path("<uuid:uid>/log/file/", views.log_file, name="log_file"),
    path("<uuid:uid>/calls/", views.calls, name="calls"),
    path("log/<uuid:uid>/", views.log_entry, name="log_entry"),
    path("calls/<uuid:uid>/", views.call_entry, name="call_entry"),
    path("files/<uuid:uid>/", views.file, name="file"),
    path("<uuid:uid>/matters/", views.matter_list, name="matters"),
    path("matters/<uuid:uid>/", views.matter_page, name="matter"),
    path("matters/<uuid:uid>/<slug:verb>/", views.do_matter, name="do_matter"),
    path("<uuid:uid>/hand-overs/", views.hand_over_list, name="hand_overs"),
    path("<uuid:uid>/hand-overs/new/", views.new_hand_over, name="new_hand_over"),
    path("hand-overs/<uuid:uid>/", views.hand_over_page, name="hand_over"),
    path("hand-overs/<uuid:uid>/file/", views.hand_over_file, name="hand_over_file"),
    path("hand-overs/<uuid:uid>/<slug:verb>/", views.do_hand_over, name="do_hand_over"),
    path("<uuid:uid>/checks/", views.checks, name="checks"),
    path("<uuid:uid>/checks/<slug:verb>/", views.do_check, name="do_check"),
    path("<uuid:uid>/settings/", views.settings, name="settings"),
    path("<uuid:uid>/screens/", views.new_screen, name="new_screen"),
    path("<uuid:uid>/screens/<uuid:screen>/end/", views.end_screen, name="end_screen"),
    path("screens/<str:token>/", views.screen, name="screen"),
    path("screens/<str:token>/now/", views.screen_now, name="screen_now"),
]
