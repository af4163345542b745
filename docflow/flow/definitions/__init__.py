"""The definitions that are shipped, as files."""

import json
from importlib.resources import files

from docflow.flow.definition import Definition


def shipped() -> tuple[str, ...]:
    """The keys of the shipped definitions."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


def load(key: str) -> Definition:
    """A shipped definition; FileNotFoundError when there is none of that key."""
    return Definition.from_data(json.loads(files(__name__).joinpath(f"{key}.json").read_text(encoding="utf-8")))
