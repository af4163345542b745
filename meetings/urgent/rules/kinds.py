"""各类事件问什么：the questions of each kind of event, as data beside this file. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Question:
    """One field of a kind of event. `name` is that of its input."""

    key: str
    label: str
    hint: str = ""
    required: bool = False

    @property
    def name(self) -> str:
        return f"detail_{self.key}"


@cache
def questions() -> Mapping[str, tuple[Question, ...]]:
    """By kind, in the order in which they are asked."""
    there = json.loads(Path(__file__).with_name("kinds.json").read_text(encoding="utf-8"))
    return {kind: tuple(Question(**one) for one in asked) for kind, asked in there.items()}


def of_kind(kind: str) -> tuple[Question, ...]:
    """Those of one kind; none of a kind that there is not."""
    return questions().get(kind, ())


def answered(kind: str, details: Mapping[str, str]) -> list[tuple[str, str]]:
    """The answers of one kind with their labels; what was not answered is left out."""
    return [(one.label, details[one.key]) for one in of_kind(kind) if details.get(one.key)]
