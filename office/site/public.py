"""The pages that answer without sign-in: all of them stand here, and a test compares this list with the routes."""

PUBLIC = frozenset(
    {
        "healthz",
        "readyz",
        "verify/",
        "rooms/calendars/<str:token>.ics",  # by a secret address, as a calendar elsewhere asks
        "rooms/doors/<str:token>/",  # the same, a screen beside a door
        "rooms/doors/<str:token>/now/",
        "attendance/screens/<str:token>/",  # the same, the screen with the code beside the door of a hall
        "attendance/screens/<str:token>/now/",
        "proceedings/screens/<str:token>/",  # the same, the agenda in front of the hall
        "proceedings/screens/<str:token>/now/",
        "duty-desk/screens/<str:token>/",  # the same, who is on duty, on the wall of a duty room
        "duty-desk/screens/<str:token>/now/",
        "accounts/login/",
        "accounts/inactive/",
        "accounts/logout/",  # somebody whose sign-in has ended presses 退出: he comes to the sign-in page
        "me/appearance",  # light, dark and large type on the public pages; nothing but a cookie for a visitor
    }
)
