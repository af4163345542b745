"""Everybody here meets the pages of `pages.py`."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from pytest_django import Settings

from office.api import Person
from tests.factories import an_actor

PASSWORD = "一个很长的密码2026"


@pytest.fixture(autouse=True)
def _pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.office.access.pages"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person(db: None) -> Person:
    person = an_actor().person
    person.password = make_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client
