from django.conf import settings
from django.urls import include, path

from office.site import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("desk/now/", views.desk_now, name="desk_now"),
    path("desk/counts/", views.counts, name="counts"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("accounts/", include("office.sign_in.urls")),
    path("notifications/", include("realtime.urls")),
    path("circulations/", include("docflow.circulation.urls")),
    path("supervision/", include("docflow.supervision.urls")),
    path("briefs/", include("docflow.briefs.urls")),
    path("", include("docflow.urls")),
    path("incoming/", include("docflow.incoming.urls")),
    path("", include("docflow.distribution.urls")),
    path("rooms/", include("meetings.urls")),
    path("meetings/", include("meetings.convening.urls")),
    path("topics/", include("meetings.topics.urls")),
    path("attendance/", include("meetings.attendance.urls")),
    path("materials/", include("meetings.materials.urls")),
    path("seating/", include("meetings.seating.urls")),
    path("proceedings/", include("meetings.proceedings.urls")),
    path("duty/", include("meetings.duty.urls")),
    path("duty-desk/", include("meetings.dutydesk.urls")),
    path("urgent/", include("meetings.urgent.urls")),
    path("records/imports/", include("archive.importing.urls")),
    path("records/", include("archive.urls")),
    path("search/", include("archive.search.urls")),
    path("loans/", include("archive.loans.urls")),
    path("jobs/", include("office.jobs.urls")),
    path("calendar/", include("office.calendar.urls")),
    path("administration/", include("office.administration.urls")),
    path("", include("office.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("_parts/", views.parts, name="parts")]

handler400 = "office.site.views.errors.not_understood"
handler403 = "office.site.views.errors.not_allowed"
handler404 = "office.site.views.errors.not_there"
handler500 = "office.site.views.broken"
