"""The reference's one address."""

from django.urls import path

from office.site.benching.reference.views import review

urlpatterns = [path("review/<uuid:uid>/", review)]
