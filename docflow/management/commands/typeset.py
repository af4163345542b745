"""排版: a document's elements from a JSON file to the page, by GB/T 9704."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand

from docflow.elements.data import ElementsError, from_data
from docflow.elements.schema import Elements
from docflow.layout.fonts import load_fonts
from docflow.layout.refusals import LayoutRefused
from docflow.layout.typesetting import absent, typeset

LARGEST = 20_000_000  # bytes of a file of elements


class Command(BaseCommand):
    help = "排版：把公文要素（JSON）排成PDF。缺少的要素不排，并在标准错误中列出；不能排的退出码为2。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", type=Path, metavar="IN.json", help="公文要素")
        parser.add_argument("target", type=Path, metavar="OUT.pdf", help="排好的版面")

    def handle(self, *, source: Path, target: Path, **_: Any) -> None:
        if target.suffix.lower() != ".pdf":
            self._refuse(f"没有排版：只能排成PDF，不能排成“{target.suffix or target.name}”。请把输出文件改为.pdf。")
        try:
            elements = _read(source)
            made = typeset(elements, load_fonts(Path(settings.FONTS_DIR)))
            _write(target, made.pdf)
        except (ElementsError, LayoutRefused) as refused:
            self._refuse(refused.sentence)
        except OSError as error:
            self._refuse(f"没有排版：不能写到{target}（{error.strerror}）。请核对文件夹和权限。")
        if lacking := "、".join(absent(elements)):
            self.stderr.write(f"缺少{lacking}，版面上没有排。")

    def _refuse(self, sentence: str) -> NoReturn:
        self.stderr.write(sentence)
        raise SystemExit(2)


def _read(source: Path) -> Elements:
    """Raises ElementsError, also where the file is not there or holds no JSON."""
    try:
        if source.stat().st_size > LARGEST:
            raise ElementsError("公文", f"没有排版：{source}超过{LARGEST // 1_000_000}MB，太大了。")
        return from_data(json.loads(source.read_bytes()))
    except OSError as error:
        raise ElementsError("公文", f"没有排版：不能读取{source}（{error.strerror}）。请核对文件名。") from error
    except (ValueError, RecursionError) as error:
        if isinstance(error, ElementsError):
            raise
        raise ElementsError("公文", f"没有排版：{source}不是UTF-8编码的JSON文件。请核对内容。") from error


def _write(target: Path, content: bytes) -> None:
    """Whole or not at all."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
