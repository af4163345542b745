"""Addresses of seating plans. A plan is named by its meeting; only uids leave the server."""

from django.urls import path

from meetings.seating import views

app_name = "seating"

urlpatterns = [
    path("<uuid:uid>/", views.plan_page, name="plan"),
    path("<uuid:uid>/hall/", views.hall_page, name="hall"),
    path("<uuid:uid>/print/<slug:what>/", views.print_out, name="print"),
    path("<uuid:uid>/<slug:verb>/", views.act, name="act"),
]
