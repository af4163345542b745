"""我的任职与设置。"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from office.actor import appointments_of
from office.models.people import Person


def me(request: HttpRequest) -> HttpResponse:
    """The posts he holds today, how his screen looks, his password; on the phone also the way to the pages that have no tab."""
    assert isinstance(request.user, Person)  # noqa: S101 - sign-in is required everywhere but on the public pages
    return render(request, "office/me.html", {"appointments": appointments_of(request.user)})
