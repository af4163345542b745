"""Addresses of meetings. Only uids leave the server."""

from django.urls import path

from meetings.convening import views

app_name = "convening"

urlpatterns = [
    path("", views.meeting_list, name="meetings"),
    path("new/", views.new_meeting, name="new"),
    path("kinds/", views.kind_list, name="kinds"),
    path("kinds/new/", views.new_kind, name="new_kind"),
    path("kinds/<uuid:uid>/", views.edit_kind, name="kind"),
    path("<uuid:uid>/", views.meeting_page, name="meeting"),
    path("<uuid:uid>/edit/", views.edit_meeting, name="edit"),
    path("<uuid:uid>/agenda/", views.agenda_page, name="agenda"),
    path("<uuid:uid>/agenda/arrange/", views.arrange_agenda, name="arrange_agenda"),
    path("<uuid:uid>/agenda/<uuid:item>/", views.item_page, name="item"),
    path("<uuid:uid>/people/", views.people_page, name="people"),
    path("<uuid:uid>/people/invite/", views.invite_chosen, name="invite"),
    path("<uuid:uid>/people/group/", views.invite_group, name="invite_group"),
    path("<uuid:uid>/people/unit/", views.invite_one_unit, name="invite_unit"),
    path("<uuid:uid>/people/arrange/", views.arrange_people, name="arrange_people"),
    path("<uuid:uid>/<slug:verb>/", views.act, name="act"),
]
