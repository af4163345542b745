"""Addresses of rooms and bookings. Only uids leave the server; a `token` is a secret, and is blotted out of the access log."""

from django.urls import path

from meetings import views

app_name = "meetings"

urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("free/", views.free, name="free"),
    path("book/", views.book_room, name="book"),
    path("series/new/", views.new_series, name="new_series"),
    path("series/<uuid:uid>/", views.series_page, name="series"),
    path("series/<uuid:uid>/<slug:verb>/", views.run_series, name="run_series"),
    path("mine/", views.mine, name="mine"),
    path("approvals/", views.approvals, name="approvals"),
    path("waiting/", views.wait, name="wait"),
    path("waiting/<uuid:uid>/give-up/", views.give_up_waiting, name="give_up"),
    path("bookings/<uuid:uid>/", views.booking_page, name="booking"),
    path("bookings/<uuid:uid>/change/", views.change_booking, name="change"),
    path("bookings/<uuid:uid>/<slug:verb>/", views.act, name="act"),
    path("addresses/", views.address_list, name="addresses"),
    path("addresses/new/", views.new_address, name="new_address"),
    path("addresses/<uuid:uid>/revoke/", views.revoke, name="revoke"),
    path("keeping/", views.keeping, name="keeping"),
    path("keeping/buildings/new/", views.new_building, name="new_building"),
    path("keeping/buildings/<uuid:uid>/", views.building_page, name="building"),
    path("keeping/buildings/<uuid:uid>/equipment/", views.new_equipment, name="equipment"),
    path("keeping/buildings/<uuid:uid>/rooms/new/", views.new_room, name="new_room"),
    path("blockings/<uuid:uid>/lift/", views.lift, name="lift"),
    path("calendars/<str:token>.ics", views.feed, name="feed"),
    path("doors/<str:token>/", views.door, name="door"),
    path("doors/<str:token>/now/", views.door_now, name="door_now"),
    path("<uuid:uid>/", views.room_page, name="room"),
    path("<uuid:uid>/edit/", views.edit_room, name="edit_room"),
    path("<uuid:uid>/photo/", views.bring_photo, name="bring_photo"),
    path("<uuid:uid>/photo.webp", views.photo, name="photo"),
    path("<uuid:uid>/block/", views.block_room, name="block"),
]
