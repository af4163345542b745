"""Addresses of the search."""

from django.urls import path

from archive.search import views

app_name = "search"

urlpatterns = [
    path("", views.search, name="search"),
    path("saved/", views.keep, name="save"),
    path("saved/<uuid:uid>/", views.kept, name="saved"),
    path("saved/<uuid:uid>/tell/", views.tell, name="tell"),
    path("saved/<uuid:uid>/forget/", views.forget, name="forget"),
]
