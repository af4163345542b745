"""What can be made again at any time, kept beside the files by a name that says all it is made of. Nothing of it is in the database."""

from pathlib import Path
from secrets import token_hex

from django.conf import settings


def place(kind: str, name: str, suffix: str) -> Path:
    """Where a thing of a kind lies; `name` is a digest in hexadecimal."""
    return Path(settings.DATA_DIR) / "cache" / kind / name[:2] / f"{name}{suffix}"


def known(path: Path) -> bytes | None:
    """What lies there; None where nothing does, or an empty file that a loss of power left."""
    try:
        return path.read_bytes() or None
    except FileNotFoundError:
        return None


def keep(path: Path, content: bytes) -> None:
    """Put it there whole. Two who make it at once do not meet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{token_hex(8)}")
    part.write_bytes(content)
    part.replace(path)
