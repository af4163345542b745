from django.urls import path

from office import views

app_name = "office"

urlpatterns = [
    path("me/", views.me, name="me"),
    path("due/", views.due, name="due"),
    path("organs/", views.directory, name="directory"),
    path("organs/<uuid:uid>/", views.organ, name="organ"),
    path("people/<uuid:uid>/", views.person, name="person"),
    path("trail/", views.trail, name="trail"),
    path("trail/access/", views.access_log, name="access_log"),
    path("me/appearance", views.choose_appearance, name="appearance"),
]
