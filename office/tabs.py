"""A list's saved views as tabs: each is an address, so that Back and a copied link work."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tab:
    """One view: its name, where it leads, how many rows it holds (None: not counted), whether it is open."""

    label: str
    address: str
    count: int | None = None
    current: bool = False
