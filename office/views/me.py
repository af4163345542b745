"""我的任职与设置。"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from office.actor import appointments_of
from office.models.people import ADMINISTRATOR_ROLES, Person


def me(request: HttpRequest) -> HttpResponse:
    """The posts he holds today, how his screen looks, his password; for an administrator the way to his pages, on the phone the only one."""
    assert isinstance(request.user, Person)  # noqa: S101 - sign-in is required everywhere but on the public pages
    appointments = appointments_of(request.user)
    roles = {held.role for one in appointments for held in one.post.roles.all()}
    administers = not roles.isdisjoint(ADMINISTRATOR_ROLES)
    return render(request, "office/me.html", {"appointments": appointments, "administers": administers})
