"""Addresses of duty. Only uids leave the server."""

from django.urls import path

from meetings.duty import views

app_name = "duty"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("absence/", views.enter_own_absence, name="absence"),
    path("absences/<uuid:uid>/withdraw/", views.withdraw, name="withdraw"),
    path("wish/", views.enter_wish, name="wish"),
    path("units/", views.unit_list, name="units"),
    path("units/new/", views.new_unit, name="new_unit"),
    path("units/<uuid:uid>/", views.unit_page, name="unit"),
    path("units/<uuid:uid>/settings/", views.settings_page, name="settings"),
    path("units/<uuid:uid>/people/", views.people_page, name="people"),
    path("units/<uuid:uid>/phones/", views.phones, name="phones"),
    path("units/<uuid:uid>/statistics/", views.statistics, name="statistics"),
    path("units/<uuid:uid>/statistics/table/", views.statistics_table, name="statistics_table"),
    path("units/<uuid:uid>/statistics/<uuid:person>/", views.counted_turns, name="counted_turns"),
    path("units/<uuid:uid>/<slug:verb>/", views.unit_do, name="unit_do"),
    path("rosters/<uuid:uid>/", views.roster_page, name="roster"),
    path("rosters/<uuid:uid>/now/", views.roster_now, name="roster_now"),
    path("rosters/<uuid:uid>/table/", views.roster_table, name="roster_table"),
    path("rosters/<uuid:uid>/bring/", views.bring, name="bring"),
    path("rosters/<uuid:uid>/places/<uuid:shift>/<uuid:role>/<int:place>/", views.place_page, name="place"),
    path("rosters/<uuid:uid>/<slug:verb>/", views.roster_do, name="roster_do"),
    path("turns/<uuid:uid>/", views.turn_page, name="turn"),
    path("turns/<uuid:uid>/<slug:verb>/", views.turn_do, name="turn_do"),
    path("swaps/<uuid:uid>/", views.swap_page, name="swap"),
    path("swaps/<uuid:uid>/<slug:verb>/", views.swap_do, name="swap_do"),
]
