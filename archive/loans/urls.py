"""Addresses of loans. Only uids leave the server."""

from django.urls import path

from archive.loans import views

app_name = "loans"

urlpatterns = [
    path("", views.my_loans, name="mine"),
    path("desk/", views.desk, name="desk"),
    path("new/", views.new_loan, name="new"),
    path("records/<uuid:uid>/readings/", views.readings, name="readings"),
    path("tasks/<uuid:uid>/<slug:verb>/", views.act, name="act"),
    path("<uuid:uid>/", views.loan_page, name="loan"),
    path("<uuid:uid>/do/<slug:verb>/", views.do, name="do"),
    path("<uuid:uid>/read/", views.reading_page, name="read"),
    path("<uuid:uid>/term/", views.term, name="term"),
    path("<uuid:uid>/files/<uuid:file>/pages/<int:page>.webp", views.page_image, name="page"),
    path("<uuid:uid>/files/<uuid:file>/print.pdf", views.printed, name="print"),
    path("<uuid:uid>/files/<uuid:file>/download.pdf", views.downloaded, name="download"),
]
