"""附件文字待取：files that belong to something findable and whose text nobody has taken out are read by jobs; the text is swept up when it is there."""

from collections.abc import Callable, Collection

from django.db import transaction

from archive.search.models import Entry, FileText
from office.api import StoredFile, enqueue, task

Reader = Callable[[StoredFile], FileText]
"""Takes the text out of a stored file and keeps it, also where there is none. May be slow, and may raise: it is asked again then."""

_readers: list[Reader] = []


def read_missing_texts_by(reader: Reader) -> None:
    """Who can take out texts. Called once, when the apps are ready; before that none are asked for."""
    _readers[:] = [reader]


def ask_for_texts(entries: Collection[Entry]) -> None:
    """A job for each file of these entries that nobody has read."""
    digests = {sm3 for one in entries for sm3 in one.files}
    if not digests or not _readers:
        return
    missing = digests - set(FileText.objects.filter(sm3__in=digests).values_list("sm3", flat=True))
    with transaction.atomic():
        for sm3 in sorted(missing):
            enqueue(take_text, sm3, key=f"text:{sm3}")


@task()
def take_text(sm3: str) -> None:
    """取附件文字：of the content with this digest, whichever row names it."""
    file = StoredFile.objects.filter(sm3=sm3).order_by("pk").first()
    if file is not None:
        for reader in _readers:
            reader(file)
