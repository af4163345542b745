"""Organs as boxes to be ticked: which stand ticked, which cannot be, and what is said beside them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from docflow.distribution.models import Manner
from docflow.distribution.selectors.addressing import Candidate, Phrase
from office.api import Organ

SEEN_TO = {"上面已经列出", "就是本机关"}
NAMES = {Manner.MAIN: "main", Manner.COPY: "copy"}


@dataclass(frozen=True)
class Choice:
    """One box."""

    name: str
    value: str
    label: str
    note: str = ""
    checked: bool = False
    disabled: bool = False


@dataclass(frozen=True)
class Said:
    """A phrase of the document with its boxes; without any, `why`, and how it is brought on paper instead."""

    text: str
    manner: str
    choices: tuple[Choice, ...]
    why: str
    note: str

    @property
    def asks(self) -> bool:
        """Whether the clerk has to see to it: there is nothing to tick, and not because it is listed already."""
        return not self.choices and self.why not in SEEN_TO


def of_phrases(phrases: Iterable[Phrase], picked: dict[str, set[str]] | None, notes: dict[str, str]) -> list[Said]:
    """Every organ that a phrase means stands ticked, until the page comes back as it was sent."""
    return [
        Said(
            phrase.text,
            str(phrase.manner.label),
            tuple(_choice(one, NAMES[phrase.manner], picked) for one in phrase.candidates),
            phrase.why,
            notes.get(phrase.text, ""),
        )
        for phrase in phrases
    ]


def _choice(one: Candidate, name: str, picked: dict[str, set[str]] | None) -> Choice:
    value, note = str(one.organ.uid), ""
    if one.standing:
        note = "已送"
    elif not one.holders:
        note = "今天没有人可以签收"
    elif one.stands_in:
        note = f"没有文书，由{one.holders[0].person.name}{'等' if len(one.holders) > 1 else ''}签收"
    can = bool(one.holders) and not one.standing
    checked = can and (picked is None or value in picked[name])
    return Choice(name, value, str(one.organ), note, checked=checked, disabled=not can)


def by_level(
    organs: Iterable[Organ], name: str, picked: Collection[str], there: Collection[int] = ()
) -> list[tuple[str, list[Choice]]]:
    """Organs under the name of their level; those of `there` have the document already."""
    return [
        (
            level,
            [
                Choice(
                    name,
                    str(one.uid),
                    str(one),
                    "已送" if one.pk in there else "",
                    checked=str(one.uid) in picked and one.pk not in there,
                    disabled=one.pk in there,
                )
                for one in found
            ],
        )
        for level, found in groupby(organs, key=lambda organ: str(organ.get_level_display()))
    ]
