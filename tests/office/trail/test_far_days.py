"""The trail and the access log of a day at either end of the calendar: empty, and no fault."""

import pytest
from django.test import Client

from tests.factories import a_department, an_organ, appointed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("page", ["/trail/", "/trail/access/"])
def test_a_day_that_never_was_is_an_empty_page(page: str, day: str) -> None:
    client = Client()
    client.force_login(appointed(a_department(an_organ()), "auditor").person)
    assert client.get(page, {"day": day}).status_code == 200
