"""索引的文件是否完好：tantivy ends each file with a checksum and does not compare it by itself; a byte that changed would be a wrong answer."""

import json
import struct
import zlib
from pathlib import Path
from typing import Any

META = "meta.json"
PARTS = ("term", "idx", "pos", "store", "fast", "fieldnorm")
"""What every segment has."""
MAGIC = 1337
END = struct.Struct("<II")
"""The length of the footer, and the mark that there is one."""
CHUNK = 1 << 20


def first_broken(folder: Path, sound: set[str]) -> str:
    """The name of a file in use that is gone or not as it was written; empty where all are whole.

    A file is written once: those in `sound` are not looked at again; what is found whole is added, what is no more in use left out.
    Raises OSError, ValueError.
    """
    in_use = _in_use(folder)
    sound.intersection_update(name for names in in_use.values() for name in names)
    for segment, names in in_use.items():
        for name in names:
            if name in sound or _whole(folder / name):
                sound.add(name)
            elif segment in _in_use(folder):  # else it was merged while we looked
                return name
    return ""


def _in_use(folder: Path) -> dict[str, list[str]]:
    """The files of each segment."""
    found = {}
    for one in json.loads((folder / META).read_text(encoding="utf-8"))["segments"]:
        segment, deletes = one["segment_id"].replace("-", ""), one.get("deletes")
        taken_out = [f"{segment}.{deletes['opstamp']}.del"] if deletes else []
        found[_key(segment, deletes)] = [*(f"{segment}.{part}" for part in PARTS), *taken_out]
    return found


def _key(segment: str, deletes: dict[str, Any] | None) -> str:
    return f"{segment}.{deletes['opstamp']}" if deletes else segment


def _whole(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-END.size, 2)
            payload_end = file.tell()
            length, magic = END.unpack(file.read(END.size))
            if magic != MAGIC or length > payload_end:
                return False
            payload_end -= length
            file.seek(payload_end)
            said = json.loads(file.read(length))["crc"]
            file.seek(0)
            return bool(said == _checksum(file, payload_end))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _checksum(file: Any, length: int) -> int:
    found = 0
    while length and (chunk := file.read(min(CHUNK, length))):
        found = zlib.crc32(chunk, found)
        length -= len(chunk)
    return found
