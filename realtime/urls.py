from django.urls import path

from realtime import views

app_name = "realtime"

urlpatterns = [
    path("", views.notifications, name="notifications"),
    path("bell/", views.bell, name="bell"),
    path("read/", views.read_all, name="read_all"),
    path("undo/", views.undo, name="undo"),
    path("<uuid:uid>/read/", views.read, name="read"),
]
