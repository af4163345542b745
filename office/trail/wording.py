"""动作的叫法：each room says once what its acts are called and where their objects are shown; pages of history know no room."""

from collections.abc import Callable, Mapping
from uuid import UUID

Address = Callable[[UUID], str]

_words: dict[str, str] = {}
_addresses: dict[str, Address] = {}


def name_acts(room: str, words: Mapping[str, str], address: Address | None = None) -> None:
    """Say how a room's acts are called: {"signed_off": "签发"}. `address` leads from an object to its page.

    Asked for once, when the room is loaded.
    """
    _words.update({f"{room}.{act}": word for act, word in words.items()})
    if address is not None:
        _addresses[room] = address


def act_in_words(act: str) -> str:
    """签发 for docflow.signed_off. An act of a room that is gone keeps its own name."""
    return _words.get(act, act)


def all_acts() -> dict[str, str]:
    """Every act that can stand in the journal, by its name there."""
    return dict(_words)


def address_of(act: str, about: UUID | None) -> str:
    """Where the object of an act is shown; empty where it has no page. Whether somebody may read it is another question."""
    room, _, _ = act.partition(".")
    found = _addresses.get(room)
    return found(about) if found is not None and about is not None else ""
