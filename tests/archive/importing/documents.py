"""Small historical documents, and a place for them."""

import json
from pathlib import Path
from typing import Any

from archive.importing.fonds import fonds_for
from archive.models import Fonds
from tests.factories import a_department, an_organ, appointed


def a_fonds(code: str = "J001") -> Fonds:
    """The fonds of an organ in which somebody is archivist."""
    organ = an_organ()
    appointed(a_department(organ), "archivist")
    return fonds_for(organ, code, by=None)


def a_document(n: int = 1, **more: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": f"{n:03}",
        "title": f"关于第{n}件事的通知",
        "number": f"云政办发〔2021〕{n}号",
        "kind": "通知",
        "issuers": ["云州市人民政府办公室"],
        "body": [f"现将第{n}件事通知如下。", "特此通知。"],
        "attachments": [{"title": "名单", "body": ["甲", "乙"]}],
        "date": "2021-03-05",
    }
    return usual | more


def source(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def put(folder: Path, *documents: dict[str, Any]) -> list[Path]:
    """Each in a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for n, one in enumerate(documents, 1):
        files.append(folder / f"{n:03}.json")
        files[-1].write_bytes(source(one))
    return files
