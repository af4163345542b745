from django.urls import include, path

from office.site import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("accounts/", include("office.sign_in.urls")),
    path("", include("office.urls")),
]
