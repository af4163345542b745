"""Telephone numbers lie encrypted: whoever gets hold of the database's file or a dump of it reads none."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from office.demo.load import load_city
from office.models import Person
from tests.conftest import engine

NUMBER = re.compile(rb"1290000\d{4}")


def everything_at_rest() -> bytes:
    """The bytes of the database: its file with the write-ahead log beside it, or all rows of all tables as COPY writes them."""
    if engine() == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return b"".join(one.read_bytes() for one in sorted(file.parent.glob(f"{file.name}*")))
    with connection.cursor() as cursor:
        dump = bytearray()
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                for block in rows:
                    dump += block
        return bytes(dump)


@pytest.fixture
def city(transactional_db: None, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_city()


def test_no_number_lies_readable_in_the_database(city: None) -> None:
    bytes_at_rest = everything_at_rest()
    assert b"chengyuanshan" in bytes_at_rest, "these are the bytes of the loaded city"
    assert NUMBER.findall(bytes_at_rest) == []


def test_the_search_would_find_a_number_that_lies_readable(city: None) -> None:
    Person.objects.filter(login="chengyuanshan").update(name="12900000001")
    assert NUMBER.findall(everything_at_rest())


def test_the_program_reads_every_number(city: None) -> None:
    numbers = [person.phone for person in Person.objects.order_by("pk")]
    assert all(NUMBER.fullmatch(number.encode()) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_same_number_is_never_written_the_same_way(city: None) -> None:
    one, other = Person.objects.order_by("pk")[:2]
    for person in (one, other):
        person.phone = "12900009999"
        person.save(update_fields=["phone"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM office_person WHERE id IN (%s, %s)", [one.pk, other.pk])
        first, second = (row[0] for row in cursor.fetchall())
    assert first != second


def test_an_encrypted_number_cannot_be_searched_for(city: None) -> None:
    with pytest.raises(FieldError, match="exact"):
        Person.objects.filter(phone="12900000001").exists()
    assert not Person.objects.filter(phone__isnull=True).exists()
