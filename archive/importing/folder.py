"""A folder of documents in the open JSON form, one file after the other; each is read by itself and refused by name."""

import errno
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.importing.bringing import text_files
from archive.importing.entering import Entered, Outcome, enter
from archive.importing.reading import read_document
from archive.models import Fonds
from office.api import Actor
from office.kernel import crash
from office.kernel.digests import sm3
from office.kernel.refusals import Invalid, Refusal

LARGEST = 50 * 1024 * 1024  # bytes of one document
MOST_DIGITS = 4000


@dataclass(frozen=True)
class Line:
    """What became of one file: it is a record, with remarks; or `refused` says why not."""

    file: Path
    outcome: Outcome | None = None
    remarks: tuple[str, ...] = ()
    refused: str = ""

    @property
    def name(self) -> str:
        """The file in letters that can be printed, whatever bytes its name has."""
        return os.fsencode(self.file).decode("utf-8", "backslashreplace")


def documents_in(folder: Path) -> list[Path]:
    """All that is called JSON in a folder and the folders in it, in the order of their names; a file alone is itself. Raises Invalid.

    Links and what else cannot be read are among them, folders that cannot be looked into too: each is refused by name, none passed over.
    """
    unseen: list[Path] = []
    try:
        if folder.is_file():
            return [folder.resolve()]
        if not folder.exists():
            raise Invalid(f"没有文件夹“{folder}”。")
        walk = os.walk(folder, onerror=lambda error: unseen.append(Path(error.filename)))
        found = [Path(place, name) for place, _, names in walk for name in names if name.lower().endswith(".json")]
    except OSError as error:
        raise Invalid(f"读不到“{folder}”：{error.strerror}。") from error
    if not found and not unseen:
        raise Invalid(f"“{folder}”里没有 JSON 文件。")
    return sorted([*found, *unseen])


def import_files(files: list[Path], fonds: Fonds, *, by: Actor | None) -> Iterator[Line]:
    """Import one file after the other; a file that is refused does not keep the others."""
    for file in files:
        try:
            entered, remarks = _import(file, fonds, by)
        except Refusal as refusal:
            yield Line(file, refused=refusal.sentence)
        else:
            yield Line(file, entered.outcome, remarks)
            crash.point("importing.one_done")


def _import(file: Path, fonds: Fonds, by: Actor | None) -> tuple[Entered, tuple[str, ...]]:
    content = _content(file)
    described = read_document(_parsed(content), nameless=f"sm3:{sm3(content).hex()}")
    return enter(described, content, fonds, files=text_files(described), by=by), described.remarks


def _content(file: Path) -> bytes:
    """Of a file that lies here: a link may lead anywhere, and a pipe never ends."""
    try:
        with open(file, "rb", opener=_opened_itself) as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise Invalid("不是普通文件，没有读。")
            content = opened.read(LARGEST + 1)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Invalid("是指向别处的链接，没有跟着去读。请把文件本身放进来再导入。") from error
        raise Invalid(f"读不到：{error.strerror}。") from error
    if len(content) > LARGEST:
        raise Invalid(f"文件超过{LARGEST // 1024 // 1024} MB。请拆分后再导入。")
    return content


def _opened_itself(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _parsed(content: bytes) -> Any:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return json.loads(content.decode(encoding), parse_int=_whole)
        except UnicodeDecodeError:
            continue
        except (ValueError, RecursionError) as error:
            raise Invalid("不是JSON文件，或没有写完。") from error
    raise Invalid("不是UTF-8编码的JSON文件。")


def _whole(digits: str) -> int | str:
    """Python refuses to count with more digits than this; nothing here does."""
    return int(digits) if len(digits) < MOST_DIGITS else digits
