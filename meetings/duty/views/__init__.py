"""Pages of duty: they translate; what is allowed is the acts' to say."""

from meetings.duty.views.mine import enter_own_absence, enter_wish, mine, withdraw
from meetings.duty.views.rosters import place_page, roster_do, roster_now, roster_page
from meetings.duty.views.tables import bring, counted_turns, phones, roster_table, statistics, statistics_table
from meetings.duty.views.turns import swap_do, swap_page, turn_do, turn_page
from meetings.duty.views.units import new_unit, people_page, settings_page, unit_do, unit_list, unit_page

__all__ = [
    "bring",
    "counted_turns",
    "enter_own_absence",
    "enter_wish",
    "mine",
    "new_unit",
    "people_page",
    "phones",
    "place_page",
    "roster_do",
    "roster_now",
    "roster_page",
    "roster_table",
    "settings_page",
    "statistics",
    "statistics_table",
    "swap_do",
    "swap_page",
    "turn_do",
    "turn_page",
    "unit_do",
    "unit_list",
    "unit_page",
    "withdraw",
]
