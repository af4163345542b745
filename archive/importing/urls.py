"""Addresses of importing. Only uids leave the server."""

from django.urls import path

from archive.importing import views

app_name = "importing"

urlpatterns = [
    path("", views.batch_list, name="batches"),
    path("new/", views.new, name="new"),
    path("<uuid:uid>/", views.batch_page, name="batch"),
    path("<uuid:uid>/now/", views.batch_now, name="now"),
    path("<uuid:uid>/mapping/", views.mapping, name="mapping"),
    path("<uuid:uid>/refusals.xlsx", views.refusals, name="refusals"),
    path("<uuid:uid>/<slug:verb>/", views.act, name="act"),
]
