from django.urls import path

from office.jobs import views

app_name = "jobs"

urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<uuid:uid>/", views.job, name="job"),
    path("<uuid:uid>/again", views.job_again, name="again"),
    path("<uuid:uid>/aside", views.job_aside, name="aside"),
]
