"""Every page of the frame in light, dark, large type and on the phone: no grave fault for anyone, no sideways scroll, nothing refused by the policy."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser.looking import look

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.urls")]

SIGNED_IN = [
    "/_parts/",
    "/",
    "/documents/",
    "/documents/new/",
    "/registers/",
    "/organs/",
    "/me/",
    "/notifications/",
    "/due/",
    "/due/?view=mine",
    "/calendar/",
    "/calendar/?year=2027",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/no-such-page/",
]
VISITOR = ["/accounts/login/", "/verify/", "/no-such-page/"]


def test_pages(chromium: "Browser", live_server: LiveServer, session: str, photographs: Path) -> None:
    wrong = look(chromium, live_server.url, SIGNED_IN, session, photographs)
    wrong += look(chromium, live_server.url, VISITOR, "", photographs)
    assert wrong == []
