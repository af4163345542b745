from meetings.views.addresses import address_list, new_address, revoke
from meetings.views.approvals import approvals
from meetings.views.blocking import block_room, lift
from meetings.views.booking import act, book_room, booking_page, change_booking
from meetings.views.calendar import calendar
from meetings.views.doors import door, door_now
from meetings.views.feeds import feed
from meetings.views.finding import free
from meetings.views.keeping import building_page, edit_room, keeping, new_building, new_equipment, new_room
from meetings.views.mine import mine
from meetings.views.rooms import bring_photo, photo, room_page
from meetings.views.series import new_series, run_series, series_page
from meetings.views.waiting import give_up_waiting, wait

__all__ = [
    "act",
    "address_list",
    "approvals",
    "block_room",
    "book_room",
    "booking_page",
    "bring_photo",
    "building_page",
    "calendar",
    "change_booking",
    "door",
    "door_now",
    "edit_room",
    "feed",
    "free",
    "give_up_waiting",
    "keeping",
    "lift",
    "mine",
    "new_address",
    "new_building",
    "new_equipment",
    "new_room",
    "new_series",
    "photo",
    "revoke",
    "room_page",
    "run_series",
    "series_page",
    "wait",
]
