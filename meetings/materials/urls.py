"""Addresses of materials. Only uids leave the server."""

from django.urls import path

from meetings.materials import views

app_name = "materials"

urlpatterns = [
    path("meetings/<uuid:uid>/", views.of_meeting, name="meeting"),
    path("meetings/<uuid:uid>/bring/", views.bring, name="bring"),
    path("meetings/<uuid:uid>/do/<slug:verb>/", views.do_all, name="do_all"),
    path("notes/<uuid:uid>/remove/", views.remove, name="remove_note"),
    path("<uuid:uid>/", views.material_page, name="material"),
    path("<uuid:uid>/do/<slug:verb>/", views.do, name="do"),
    path("<uuid:uid>/copies.xlsx", views.copies_table, name="copies_table"),
    path("<uuid:uid>/readings/", views.readings, name="readings"),
    path("<uuid:uid>/versions/<int:n>/", views.original, name="original"),
    path("<uuid:uid>/read/", views.reading_page, name="read"),
    path("<uuid:uid>/standing/<int:n>/", views.standing, name="standing"),
    path("<uuid:uid>/pages/<int:n>/<int:page>.webp", views.page_image, name="page"),
    path("<uuid:uid>/print.pdf", views.printed, name="print"),
    path("<uuid:uid>/download.pdf", views.downloaded, name="download"),
    path("<uuid:uid>/notes/", views.note, name="note"),
]
