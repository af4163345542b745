"""How the nursery's answers begin."""

from typing import Final

DONE: Final = b"+"
"""The check in JSON follows."""
TOO_HEAVY: Final = b"!"
"""It needed more memory or time than it is given."""
BROKEN: Final = b"-"
"""Its process ended without an answer."""
