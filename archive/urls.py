"""Addresses of the archive. Only uids leave the server."""

from django.urls import path

from archive import views

app_name = "archive"

urlpatterns = [
    path("", views.record_list, name="records"),
    path("confirm/", views.confirm, name="confirm"),
    path("<uuid:uid>/", views.record_page, name="record"),
    path("<uuid:uid>/act/<slug:verb>/", views.act, name="act"),
    path("<uuid:uid>/files/<uuid:file>/", views.record_file, name="file"),
    path("<uuid:uid>/pages/<int:page>/", views.record_image, name="page"),
]
