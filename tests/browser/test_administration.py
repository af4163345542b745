"""The pages of 机关管理 in light, dark, large type and on the phone: no grave fault, no sideways scroll, nothing refused by the policy."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from office.administration.actions.rename_organ import rename_organ
from tests.browser.conftest import launched
from tests.browser.looking import look
from tests.office.administration.world import City, a_city, a_post, an_account, day, put

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def written() -> tuple[City, str, str, list[str]]:
    """A city with something of everything, the cookies of two administrators, and the pages to look at."""
    city = a_city()
    post, person = a_post(city, "head", "document_clerk"), an_account(city)
    held = put(city, post, person)
    rename_organ(
        city.bureau.uid,
        by=city.by(),
        key=uuid4(),
        name="云州市数据局",
        short_name="市数据局",
        since=day(9),
        reason="批复",
    )

    def page(route: str, uid: object) -> str:
        return reverse(f"administration:{route}", args=[uid])

    pages = [
        reverse("administration:organs"),
        reverse("administration:people"),
        page("organ", city.bureau.uid),
        page("organ", city.root.uid),
        page("person", person.uid),
        page("found_organ", city.bureau.uid),
        page("close_organ", city.bureau.uid),
        page("open_post", city.division.uid),
        page("appoint", post.uid),
        f"{page('appoint', post.uid)}?person={person.uid}",
        page("end_appointment", held.uid),
        page("deactivate", person.uid),
        "/me/",
    ]
    return city, cookie(city, "system"), cookie(city, "security"), pages


def cookie(city: City, who: str) -> str:
    client = Client()
    client.force_login(getattr(city, who))
    return client.cookies["sessionid"].value


def test_pages_of_administration(live_server: LiveServer, photographs: Path) -> None:
    city, system, security, pages = written()
    secure = [reverse("administration:organ", args=[city.root.uid])]
    with launched() as chromium:
        wrong = look(chromium, live_server.url, pages, system, photographs)
        wrong += look(chromium, live_server.url, secure, security, photographs)
    assert wrong == []
