from django.urls import path

from office.calendar import views

app_name = "calendar"

urlpatterns = [
    path("", views.year, name="year"),
    path("preview", views.preview, name="preview"),
    path("import", views.confirm, name="import"),
]
