"""Addresses of administration. Only uids leave the server."""

from django.urls import path

from office.administration.views import appointments, departments, handovers, organs, people, posts

app_name = "administration"

urlpatterns = [
    path("organs/", organs.organs, name="organs"),
    path("organs/<uuid:uid>/", organs.organ, name="organ"),
    path("organs/<uuid:uid>/found/", organs.found, name="found_organ"),
    path("organs/<uuid:uid>/edit/", organs.edit, name="edit_organ"),
    path("organs/<uuid:uid>/rename/", organs.rename, name="rename_organ"),
    path("organs/<uuid:uid>/rename/cancel/", organs.cancel_rename, name="cancel_rename"),
    path("organs/<uuid:uid>/close/", organs.close, name="close_organ"),
    path("organs/<uuid:uid>/close/cancel/", organs.cancel_closing, name="cancel_closing"),
    path("organs/<uuid:uid>/departments/", departments.open_department, name="open_department"),
    path("organs/<uuid:uid>/people/", people.enter, name="enter_person"),
    path("departments/<uuid:uid>/edit/", departments.edit, name="edit_department"),
    path("departments/<uuid:uid>/close/", departments.close, name="close_department"),
    path("departments/<uuid:uid>/reopen/", departments.reopen, name="reopen_department"),
    path("departments/<uuid:uid>/posts/", posts.open_post, name="open_post"),
    path("posts/<uuid:uid>/edit/", posts.edit, name="edit_post"),
    path("posts/<uuid:uid>/close/", posts.close, name="close_post"),
    path("posts/<uuid:uid>/reopen/", posts.reopen, name="reopen_post"),
    path("posts/<uuid:uid>/role/give/", posts.give_role, name="give_role"),
    path("posts/<uuid:uid>/role/take/", posts.take_role, name="take_role"),
    path("posts/<uuid:uid>/appoint/", appointments.appoint, name="appoint"),
    path("people/", people.people, name="people"),
    path("people/<uuid:uid>/", people.person, name="person"),
    path("people/<uuid:uid>/edit/", people.edit, name="edit_person"),
    path("people/<uuid:uid>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<uuid:uid>/reactivate/", people.reactivate, name="reactivate"),
    path("people/<uuid:uid>/password/", people.reset_password, name="new_password"),
    path("appointments/<uuid:uid>/end/", appointments.end, name="end_appointment"),
    path("appointments/<uuid:uid>/cancel/", appointments.cancel, name="cancel_appointment"),
    path("appointments/<uuid:uid>/primary/", appointments.make_primary, name="make_primary"),
    path("handovers/<uuid:uid>/", handovers.handover, name="handover"),
]
