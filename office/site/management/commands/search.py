"""`manage.py search`: what a person finds, by the same question as on his page. One query, or one a line of a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from archive.api import Asked, Entry, IndexUnavailable, catch_up, find_all, terms_of
from office.api import Actor, Person, actor_of
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.site.answering import answered
from office.site.preparing import prepare_if_empty


class Command(BaseCommand):
    help = "以某人的身份检索公文、收文和档案。空格隔开的几段都要有；--from-file 一行一个检索式。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="*", metavar="WORDS", help="要找的字")
        parser.add_argument("--as", dest="login", required=True, metavar="LOGIN", help="登录名")
        parser.add_argument("--from-file", type=Path, metavar="FILE", help="UTF-8 文件，一行一个检索式")
        parser.add_argument("--json", action="store_true", help="一个检索式一行 JSON，带全部结果")

    def handle(self, *, words: list[str], login: str, from_file: Path | None, **options: Any) -> None:
        with answered():
            queries = _queries(words, from_file)
            prepare_if_empty()
            person = Person.objects.filter(login=login, is_active=True).first()
            if person is None:
                raise NotThere(f"登录名“{login}”")
            by = actor_of(person)
            try:
                catch_up()
                for query in queries:
                    self._answer(query, by, as_json=options["json"])
            except IndexUnavailable as error:
                raise Refusal(f"现在不能检索：{error}") from error

    def _answer(self, query: str, by: Actor, *, as_json: bool) -> None:
        terms = terms_of(query)
        hits = find_all(Asked(terms), by=by) if terms else []
        if as_json:
            line = {"query": query, "total": len(hits), "hits": [_hit(one) for one in hits]}
            self.stdout.write(json.dumps(line, ensure_ascii=False))
            return
        self.stdout.write(f"“{query}”找到{len(hits)}件")
        for one in hits:
            self.stdout.write("　".join(filter(None, ("", one.code or one.number, one.title))))


def _queries(words: list[str], from_file: Path | None) -> list[str]:
    if from_file is None:
        if not words:
            raise Invalid("请给出要找的字，或用 --from-file 给出检索式文件。")
        return [" ".join(words)]
    if words:
        raise Invalid("要找的字和 --from-file 只能给一样。")
    try:
        return [line for line in from_file.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
    except OSError as error:
        raise Invalid(f"读不到“{from_file}”：{error.strerror}。") from error
    except UnicodeDecodeError as error:
        raise Invalid(f"“{from_file}”不是UTF-8文件。") from error


def _hit(entry: Entry) -> dict[str, str]:
    return {
        "source_id": entry.source_id,
        "uid": str(entry.uid),
        "kind": entry.kind,
        "title": entry.title,
        "number": entry.number,
        "code": entry.code,
    }
