"""What comes with a described document: files with their part in the record, and the data that it was described by."""

import json
from dataclasses import dataclass

from archive.importing.reading import Described
from archive.models import Role
from office.kernel.uploads.kinds import TEXT

SOURCE = "来源数据.json"
MAIN = "正本.txt"
JSON = "application/json"
PROVENANCE = Role.PROCESS
"""What was brought stands among the papers of how the record came to be."""
GIVEN_CODE = "原档号"
"""In the metadata of a record: the 档号 that it came with."""
BATCH = "导入批次"
"""In the metadata of a record: the uid of the batch that it came with."""


@dataclass(frozen=True)
class Brought:
    """A file to be kept with a record. Its name is unique in it."""

    role: Role
    name: str
    content: bytes
    media_type: str
    title: str = ""


def source_file(content: bytes) -> Brought:
    """What was brought, byte by byte, as the record's evidence of where its description comes from."""
    return Brought(PROVENANCE, SOURCE, content, JSON, "来源数据（导入时原样）")


def text_files(described: Described) -> list[Brought]:
    """The words of a document that came as data, legible without any program: the text, and each attachment."""
    files = []
    if described.body:
        files.append(_text(Role.ORIGINAL, MAIN, described.title, described.body))
    for n, one in enumerate(described.attachments, 1):
        files.append(_text(Role.ATTACHMENT, f"附件{n}.txt", one.title or f"附件{n}", one.body))
    return files


def same_source(one: bytes, other: bytes) -> bool:
    """Whether two sources say the same, however their JSON is laid out."""
    if one == other:
        return True
    try:
        return bool(json.loads(one) == json.loads(other))
    except (ValueError, RecursionError):
        return False


def _text(role: Role, name: str, title: str, body: tuple[str, ...]) -> Brought:
    return Brought(role, name, "\n".join((title, "", *body, "")).encode(), TEXT.media_type, title[:400])
