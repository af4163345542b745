from django.urls import path

from office import views

app_name = "office"

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/appearance", views.choose_appearance, name="appearance"),
]
