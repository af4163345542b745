"""Addresses of circulation. A paper is named by the uid that its readers hold grants on."""

from django.urls import path

from docflow.circulation import views

app_name = "circulation"

urlpatterns = [
    path("", views.circulation_list, name="circulations"),
    path("papers/<uuid:paper>/", views.of_paper, name="of_paper"),
    path("papers/<uuid:paper>/new/", views.send_round, name="new"),
    path("<uuid:uid>/", views.circulation_page, name="circulation"),
    path("<uuid:uid>/now/", views.circulation_now, name="now"),
    path("<uuid:uid>/readers/", views.more_readers, name="add"),
    path("<uuid:uid>/<slug:verb>/", views.act, name="act"),
]
