"""The installation's key ring: the key-encryption keys of this data folder, read once a process."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from office.kernel.envelope import KeyRing


@cache
def installation(data_dir: Path) -> "KeyRing":
    """The key ring in `data_dir/keys`; made when there is none."""
    from office.kernel.envelope import KeyRing  # noqa: PLC0415 - the ciphers load in a tenth of a second, and most commands need none

    return KeyRing.open(data_dir / "keys")
