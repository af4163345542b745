"""The definitions that are shipped, as files: those of this room, and those of other rooms' papers, which say once where theirs lie."""

import json
from importlib.resources import files
from importlib.resources.abc import Traversable

from docflow.flow.definition import Definition

_places: list[str] = [__name__]


def ship(package: str) -> None:
    """The files of this package are shipped too. Called once, when its room is loaded."""
    if package not in _places:
        _places.append(package)


def shipped() -> tuple[str, ...]:
    """The keys of the shipped definitions."""
    return tuple(sorted(_files()))


def load(key: str) -> Definition:
    """A shipped definition; FileNotFoundError when there is none of that key."""
    found = _files().get(key)
    if found is None:
        raise FileNotFoundError(key)
    return Definition.from_data(json.loads(found.read_text(encoding="utf-8")))


def _files() -> dict[str, Traversable]:
    entries = (entry for place in _places for entry in files(place).iterdir())
    return {entry.name.removesuffix(".json"): entry for entry in entries if entry.name.endswith(".json")}
