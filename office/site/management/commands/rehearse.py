"""manage.py rehearse：one document through its whole life, from a file to 办结 on both sides."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from docflow.elements.data import ElementsError, from_data
from docflow.elements.kinds import Form
from docflow.elements.schema import Elements
from docflow.models import IssuingCode
from office.api import close_block
from office.kernel.refusals import Refusal
from office.site.answering import answered
from office.site.preparing import prepare_if_empty
from office.site.rehearsing.casting import cast_for
from office.site.rehearsing.leaving import leave
from office.site.rehearsing.life import Life

CODE = "云政办发"
MINUTES_CODE = "云政办纪"


class Command(BaseCommand):
    help = "让一份公文从拟稿走到收发双方办结，在 --out 文件夹留下 sealed.pdf、document.json、ledger.json、handling-sheet.pdf。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--document", type=Path, required=True, help="公文的 JSON 文件")
        parser.add_argument("--out", type=Path, required=True, help="留下结果的文件夹")
        parser.add_argument("--code", default="", help=f"用哪个代字发文，不写的是{CODE}，纪要是{MINUTES_CODE}")

    def handle(self, *args: Any, **options: Any) -> None:
        with answered():
            source = read_document(options["document"])
            prepare_if_empty()
            wanted = options["code"] or (MINUTES_CODE if source.form_taken is Form.MINUTES else CODE)
            code = IssuingCode.objects.select_related("organ").filter(code=wanted).first()
            if code is None:
                raise Refusal(f"没有代字“{wanted}”。")
            life = Life(cast_for(code), source)
            for line in life.walk():
                self.stdout.write(line)
            close_block()
            leave(life.document, options["out"])
            self.stdout.write(f"正本 {options['out'] / 'sealed.pdf'}")


def read_document(path: Path) -> Elements:
    """The elements in a JSON file. Raises Refusal with a sentence."""
    try:
        return from_data(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise Refusal(f"读不到“{path}”：{error.strerror}。") from error
    except (UnicodeDecodeError, RecursionError, json.JSONDecodeError) as error:
        raise Refusal(f"“{path}”不是UTF-8的JSON文件。") from error
    except ElementsError as refused:
        raise Refusal(refused.sentence) from refused
