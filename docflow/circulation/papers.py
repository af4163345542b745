"""传阅的是什么：each sub-app of the room says once which of its papers may circulate; this one knows none of them.

A provider is asked with the uid that the paper's readers hold grants on. It answers for papers of its own kind alone, and decides
nothing about rights: who may read is the grant table's business, and is asked first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from office.api import Appointment, Organ


@dataclass(frozen=True)
class Pages:
    """The pages to look through, as addresses of images; or the sentence that says why there are none."""

    images: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class Circulating:
    """A paper as circulation needs it: of which organ, how it is called, where it is shown, who began it there.

    `also` are other uids of the same thing; `hindrance` is the sentence that says why it cannot be sent round now; `pages` is asked only by the page that shows it.
    """

    uid: UUID
    organ: Organ
    title: str
    url: str
    number: str = ""
    begun_by: Appointment | None = None
    also: tuple[UUID, ...] = ()
    hindrance: str = ""
    pages: Callable[[], Pages] = Pages


Provider = Callable[[UUID], Circulating | None]

_providers: dict[str, Provider] = {}


def let_circulate(kind: str, provider: Provider) -> None:
    """Say how papers of a kind are found. Called once, when the sub-app is loaded; the same kind again replaces the provider."""
    _providers[kind] = provider


def circulates(uid: UUID) -> Circulating | None:
    """The paper of a uid, whatever its kind; None where nobody knows it."""
    return next((found for provider in _providers.values() if (found := provider(uid)) is not None), None)


@contextmanager
def circulating(kind: str, provider: Provider) -> Iterator[None]:
    """The same for a while: for tests of papers whose sub-app does not exist yet."""
    _providers[kind] = provider
    try:
        yield
    finally:
        del _providers[kind]
