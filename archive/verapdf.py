"""veraPDF, where it is installed: its verdict about files that claim PDF/A. A program of its own, in Java, never needed."""

import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

NAME: Final = "veraPDF"
_SECONDS: Final = 120
_FLAWS: Final = 5
_VERDICT: Final = re.compile(r"(PASS|FAIL) (.+?)(?: (\d[a-z]?))?$")
_RULE: Final = re.compile(r"\s+(?:FAIL|ERROR) (\S+)")


def command() -> list[str]:
    """How it is called: the setting VERAPDF, else `verapdf` on the path; empty where there is none."""
    if settings.VERAPDF:
        return shlex.split(settings.VERAPDF)
    return _on_the_path()


@cache
def _on_the_path() -> list[str]:
    found = shutil.which("verapdf")
    return [found] if found else []


def judge(contents: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """For each file that it judged, by the key given: the rules that it breaks, as many as are worth saying; none for a file that conforms.

    Files that it did not judge (it is absent, broke or took too long) are not in the answer: our own rules speak for them.
    """
    call = command()
    if not call or not contents:
        return {}
    with tempfile.TemporaryDirectory(prefix="verapdf-") as folder:
        places = {}
        for number, (key, content) in enumerate(contents.items()):
            place = Path(folder) / f"{number}.pdf"
            place.write_bytes(content)
            places[str(place)] = key
        try:
            told = subprocess.run(  # noqa: S603 - the program that the operator named, files that we wrote
                [*call, "-f", "0", "--format", "text", "-v", *places],
                capture_output=True,
                timeout=_SECONDS,
                stdin=subprocess.DEVNULL,
                check=False,
            ).stdout.decode("utf-8", "replace")
        except (OSError, subprocess.TimeoutExpired):
            return {}
    return _understood(told, places)


def _understood(told: str, places: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    judged: dict[str, list[str]] = {}
    rules: list[str] | None = None
    for line in told.splitlines():
        if (verdict := _VERDICT.match(line)) and verdict[2] in places:
            rules = judged.setdefault(places[verdict[2]], [])
            if verdict[1] == "FAIL":
                rules.append("")
        elif rules is not None and (rule := _RULE.match(line)):
            rules.append(rule[1])
    return {key: _said(rules) for key, rules in judged.items()}


def _said(rules: list[str]) -> tuple[str, ...]:
    if not rules:
        return ()
    named = list(dict.fromkeys(rule for rule in rules if rule))
    return tuple(f"不合规则{rule}" for rule in named[:_FLAWS]) or ("不合规定",)
