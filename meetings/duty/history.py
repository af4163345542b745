"""How the acts of this app are called in 办理记录."""

from typing import Final

ACTS: Final[dict[str, str]] = {}
