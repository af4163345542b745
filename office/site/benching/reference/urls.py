"""The reference's addresses."""

from django.urls import path

from office.site.benching.reference.booking import book
from office.site.benching.reference.signing import sign
from office.site.benching.reference.views import review

urlpatterns = [path("review/<uuid:uid>/", review), path("book/", book), path("sign/<uuid:uid>/", sign)]
