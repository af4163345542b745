"""Checks that people ask for, and those that a scanner which was not there can make now, as jobs."""

from django.conf import settings

from archive.checking import run_check
from archive.models import Record, Stage, State, Undecided
from archive.viruses import ScannerSilent, scanner
from office.api import Person, actor_of, task

NO_SCANNER = "4-1"
"""The item of DA/T 70 that waits for a person where no scanner answered."""


@task()
def check_again(record_uid: str, stage: str, person_uid: str) -> None:
    """再检测：as somebody asked for it."""
    item = Record.objects.select_related("fonds", "organ", "confirmed_by").get(uid=record_uid)
    person = Person.objects.filter(uid=person_uid).first()
    run_check(item, stage, by=actor_of(person) if person else None)


@task()
def check_what_waits_for_a_scanner() -> int:
    """补查病毒：filed records that were checked without a virus scanner, once there is one; those first that wait longest. → how many."""
    if not _answers():
        return 0
    waiting = Undecided.objects.filter(number=NO_SCANNER, record__state=State.FILED).order_by("pk")
    keys = list(waiting.values_list("record", flat=True)[: settings.FIXITY_FILES])
    for key in keys:
        run_check(Record.objects.select_related("fonds", "organ", "confirmed_by").get(pk=key), Stage.KEEPING)
    return len(keys)


def _answers() -> bool:
    found = scanner()
    if found is None:
        return False
    try:
        found.name()
    except ScannerSilent:
        return False
    return True
