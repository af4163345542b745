"""Catalogues and packages as an archivist would bring them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

HEADER = ["序号", "档号", "文号", "责任者", "题名", "日期", "保管期限", "页数", "文件名"]


def a_sheet(rows: Sequence[Sequence[object]], header: Sequence[object] = HEADER, above: Sequence[object] = ()) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    if above:
        sheet.append(list(above))
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def a_row(n: int, title: str = "", files: str = "", code: str = "") -> list[object]:
    return [
        n,
        code,
        f"云政办发〔2011〕{n}号",
        "云州市人民政府办公室",
        title or f"第{n}件历史文件",
        "20110305",
        "永久",
        3,
        files,
    ]


def a_package(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


def as_file(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
