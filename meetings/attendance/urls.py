"""Addresses of replies and sign-in. Only uids leave the server; a `code` and a `token` are secrets, and are blotted out of the access log."""

from django.urls import path

from meetings.attendance import views

app_name = "attendance"

urlpatterns = [
    path("<uuid:uid>/", views.mine, name="mine"),
    path("<uuid:uid>/naming/<uuid:invited>/", views.naming, name="naming"),
    path("<uuid:uid>/replies/", views.replies, name="replies"),
    path("<uuid:uid>/replies/now/", views.replies_now, name="replies_now"),
    path("<uuid:uid>/sign-ins/", views.sign_ins, name="sign_ins"),
    path("<uuid:uid>/sign-ins/now/", views.sign_ins_now, name="sign_ins_now"),
    path("<uuid:uid>/sign-ins/table.xlsx", views.table, name="table"),
    path("<uuid:uid>/sign-ins/list.pdf", views.list_file, name="list_file"),
    path("<uuid:uid>/sign-ins/bring/", views.bring, name="bring"),
    path("<uuid:uid>/do/<slug:verb>/", views.do, name="do"),
    path("<uuid:uid>/here/", views.sign, name="sign"),
    path("<uuid:uid>/here/<str:code>/", views.here, name="here"),
    path("screens/<str:token>/", views.screen, name="screen"),
    path("screens/<str:token>/now/", views.screen_now, name="screen_now"),
]
