"""Checks that people ask for, as jobs."""

from archive.checking import run_check
from archive.models import Record
from office.api import Person, actor_of, task


@task()
def check_again(record_uid: str, stage: str, person_uid: str) -> None:
    """再检测：as somebody asked for it."""
    item = Record.objects.select_related("fonds", "organ", "confirmed_by").get(uid=record_uid)
    person = Person.objects.filter(uid=person_uid).first()
    run_check(item, stage, by=actor_of(person) if person else None)
